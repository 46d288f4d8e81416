import fc from 'fast-check';
import { CstUtils } from 'langium';
import { expect, test } from 'vitest';
import { formatRuleFile } from '../../../language/format/format-rule-file';
import { parseRuleFile } from '../../../language/parse/parse-rule-file';
import { ruleFile } from './rule-texts';

const RUNS = Number(process.env.FORMAT_RUNS ?? 250);

/** What a plain body may get when it is written out, or lose. */
const CLAUSE_TOKENS = new Set(['when', 'always', '{', '}', '(', ')', 'and']);

/**
 * What a text says: its tokens, without the commas that may come and go, and without spaces around dots. Where `anyBody`,
 * without what tells a plain body from clauses.
 */
function tokensOf(text: string, anyBody: boolean): string {
  const { ast } = parseRuleFile('', text);
  return [...CstUtils.flattenCst(ast.$cstNode!)]
    .filter((leaf) => !leaf.hidden && leaf.text !== ',' && !(anyBody && CLAUSE_TOKENS.has(leaf.text)))
    .map((leaf) => leaf.text.replace(/\s+/g, leaf.text.startsWith('"') ? '$&' : ' '))
    .join(' ')
    .replaceAll(' . ', '.');
}

function commentsOf(text: string): string[] {
  return text.match(/c\d+;/g) ?? [];
}

function formatted(text: string): string {
  const result = formatRuleFile(text);
  if ('diagnostics' in result) throw new Error(`${result.diagnostics[0]!.message}\n${text}`);
  return result.text;
}

test('a layout keeps every token and comment, and is its own layout', () => {
  let parsed = 0;
  let commented = 0;
  fc.assert(
    fc.property(ruleFile, (text) => {
      if (parseRuleFile('', text).diagnostics.length > 0) {
        const refused = formatRuleFile(text);
        expect('diagnostics' in refused && refused.diagnostics.length).toBeGreaterThan(0);
        return;
      }
      parsed++;
      const once = formatted(text);
      const anyBody = parseRuleFile('', text).ast.declarations.some((node) => node.$type === 'Rule' && node.plain);
      expect(tokensOf(once, anyBody)).toEqual(tokensOf(text, anyBody));
      expect(commentsOf(once)).toEqual(commentsOf(text));
      expect(formatted(once)).toBe(once);
      if (commentsOf(text).length > 0) commented++;
      // no line ends in a space, and no two empty lines follow each other
      expect(once).not.toMatch(/[ \t]\r?\n|(\r?\n){3}/);
    }),
    { numRuns: RUNS, seed: Number(process.env.FORMAT_SEED ?? 7) },
  );
  // the generator is no use if most of what it writes is refused, or hardly anything has a comment
  expect(parsed).toBeGreaterThan(RUNS * 0.8);
  expect(commented).toBeGreaterThan(RUNS * 0.5);
}, 120_000);
