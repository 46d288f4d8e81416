import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../cli/signals/operations';
import { ast, compileProject, packUri, parseRuleFile, pathName, type RuleFile } from '../../../language';
import { differenceOf, runTest } from '../../../rule-tests';
import { PACKS } from '../../support/rules';
import { SQL } from '../../support/sql';
import { REAL_TRACES, seenInRealFiles } from './real-files';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

const std = parseRuleFile(packUri('std/otel'), read('packs/std/otel.fence'));
const tests = parseRuleFile('file:///std/otel.test.fence', read('packs/std/otel.test.fence'));
const declared = (types: readonly string[]) =>
  std.ast.declarations.flatMap((node) =>
    types.includes(node.$type) && 'name' in node && node.name !== undefined ? [pathName(node.name)] : [],
  );
const signals = declared(['Signal']);

describe('std/otel', () => {
  const compiled = compileProject({ files: [tests], packs: PACKS });

  test('compiles without a remark, and so do its tests', () => {
    expect(std.diagnostics).toEqual([]);
    expect(compiled.diagnostics).toEqual([]);
  });

  test.each(compiled.tests.map((each) => [each.title, each] as const))('%s', async (_title, each) => {
    const { expectations } = await runTest(each, compiled.plan, { ...SQL, cwd: root, assumeComplete: false });
    expect(expectations.filter(({ met }) => !met).map((outcome) => differenceOf(outcome))).toEqual([]);
  });

  test('every signal is tested, alone or as a part of another', () => {
    const used = new Set([...signalsNamedIn(tests), ...signalsNamedIn(std)]);
    expect(signals.filter((name) => !used.has(name))).toEqual([]);
  });

  test('every operation is one of its signals', () => {
    expect(operations.filter((name) => !signals.includes(name))).toEqual([]);
  });
});

describe('docs/vocabulary.md', () => {
  const page = read('docs/vocabulary.md');

  test.each(declared(['Signal', 'Attribute', 'Inherited', 'Let']))('says what %s is', (name) => {
    expect(page).toContain(`\`${name}\``);
  });
});

describe.skipIf(!existsSync(REAL_TRACES))(
  'what std/otel finds in real files (skipped where ../shared/data is absent)',
  () => {
    test('is what was looked at', async () => {
      await expect(await seenInRealFiles()).toMatchFileSnapshot('real-files.txt');
    }, 120_000);
  },
);

/** Names of signals that declarations and rules are made of. */
function signalsNamedIn(file: RuleFile): readonly string[] {
  const names: string[] = [];
  for (const node of file.ast.declarations) {
    if (node.$type === 'Rule') {
      for (const clause of node.clauses) if (ast.isEach(clause)) names.push(textOf(clause.of));
      names.push(...[...(node.$cstNode?.text.matchAll(/has\(([\w.]+)/g) ?? [])].map((match) => match[1]!));
    }
    if (node.$type === 'Signal') names.push(...namedBy(node.terms));
  }
  return names;
}

function namedBy(terms: readonly ast.Term[]): string[] {
  return terms.flatMap((term) => {
    if (term.$type === 'GroupTerm') return namedBy(term.terms);
    return term.$type === 'SignalTerm' && term.signal !== undefined ? [pathName(term.signal)] : [];
  });
}

function textOf(expr: ast.Expr | undefined): string {
  return expr?.$type === 'Reference' ? pathName(expr.path ?? '') : '';
}
