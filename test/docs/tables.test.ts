import { describe, expect, test } from 'vitest';
import { truth } from '../engine/judging';
import { compileTexts } from '../support/rules';
import { codeIn, tableUnder } from './page';

/** The other attributes that rows speak of; x itself is there, absent, or not known. */
const OTHERS = { y: 'a', n: 2, flag: true };

describe('what an absent attribute does', () => {
  const rows = tableUnder('language/three-values.md', 'An attribute that isn’t there').flatMap(
    ([conditions, absent, dropped]) =>
      codeIn(conditions!).map((condition) => [condition, absent!.replaceAll('*', ''), dropped!.replaceAll('*', '')]),
  );

  const overSignals = tableUnder('language/three-values.md', 'Signals and aggregates over it').flatMap(
    ([conditions, ...values]) =>
      codeIn(conditions!).map((condition) => [condition, ...values.map((value) => value.replaceAll('*', ''))]),
  );

  test.each(overSignals)('%s: %s, with dropped attributes %s', (condition, absent, dropped) => {
    expect(truth(condition!, OTHERS)).toBe(absent);
    expect(truth(condition!, OTHERS, { droppedAttributes: 1 })).toBe(dropped);
  });

  test('every operator and function that takes an attribute has a row', () => {
    const written = rows.map(([condition]) => condition).join('\n');
    for (const word of ['==', '!=', '<', '<=', '>', '>=', ' in ', 'not in', 'contains', 'matches', 'starts_with', '??'])
      expect(written).toContain(word);
    for (const name of [
      'exists',
      'lower',
      'upper',
      'length',
      'string',
      'number',
      'duration',
      'time',
      'sha256',
      'prefix',
    ])
      expect(written).toContain(`${name}(`);
    for (const name of ['split', 'json', 'url', 'glob', 'looks_like', 'template', 'any', 'values'])
      expect(written).toContain(`${name}(`);
  });

  test.each(rows)('%s: %s, with dropped attributes %s', (condition, absent, dropped) => {
    const onQ = condition!.replace(/(?<![\w."])(x|y|n|flag)(?![\w"(])/g, 'q.$1');
    expect(truth(onQ, OTHERS)).toBe(absent);
    expect(truth(onQ, OTHERS, { droppedAttributes: 1 })).toBe(dropped);
  });
});

describe('functions', () => {
  const examples = tableUnder('language/expressions-and-functions.md', 'Functions').flatMap((row) => codeIn(row[2]!));

  test.each(examples)('%s', (condition) => {
    expect(truth(condition, { y: 'a' })).toBe('true');
  });
});

describe('operators of other languages', () => {
  const rows = tableUnder('language/coming-from.md', 'Operators that are spelled otherwise').map(([wrong, right]) => [
    codeIn(wrong!)[0]!,
    codeIn(right!)[0]!,
  ]);

  test.each(rows)('%s gets the quick fix %s', (wrong, right) => {
    const text = `rule r { each s as q always { ${wrong} } }`;
    const { diagnostics } = compileTexts([text]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['wrong-operator']);
    const fixed = diagnostics[0]!.fixes[0]!.edits.toSorted((a, b) => b.start - a.start);
    const after = fixed.reduce(
      (before, { start, end, newText }) => before.slice(0, start) + newText + before.slice(end),
      text,
    );
    expect(after).toBe(`rule r { each s as q always { ${right} } }`);
  });
});
