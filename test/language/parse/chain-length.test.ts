import { expect, test } from 'vitest';
import { formatRuleFile } from '../../../language';
import { compileTexts } from '../../support/rules';

const CHAINS: Record<string, (links: number) => string> = {
  arithmetic: (links) => `let a = 1${' + 2'.repeat(links)}`,
  calls: (links) => `rule r { always { has(a)${'.where(b)'.repeat(links)} } }`,
  'calls on new lines': (links) => `rule r { always { has(a)${'\n  .where(b) // c\n'.repeat(links)} } }`,
  'spaced dots': (links) => `let a = b${' . c'.repeat(links)}`,
  indexes: (links) => `let a = b${'[0]'.repeat(links)}`,
  'calls of calls': (links) => `let a = b${'()'.repeat(links)}`,
  'names that are keywords': (links) => `let a = message${' + message'.repeat(links)}`,
  'inside brackets': (links) => `let a = [1, (2${' - 2'.repeat(links)}), 3]`,
  'around brackets': (links) =>
    `let a = ((((1${' + 2'.repeat(links / 4)})${' + 2'.repeat(links / 4)})${' + 2'.repeat(links / 4)})${' + 2'.repeat(links / 4)})`,
};

test.each(Object.entries(CHAINS))('%s: a long chain is refused in its place, a short one read', (_, text) => {
  for (const links of [600, 20_000]) {
    expect(compileTexts([text(links)]).diagnostics.map(({ code }) => code)).toEqual(['chain-too-long']);
    expect(formatRuleFile(text(links))).toHaveProperty('diagnostics');
  }
  const codes = compileTexts([text(150)]).diagnostics.map(({ code }) => code);
  expect(codes).not.toContain('chain-too-long');
  expect(codes).not.toContain('syntax');
  expect(formatRuleFile(text(150))).toHaveProperty('text');
});

test.each([
  ['conditions', `rule r { always { a == 1${' and a.b().c() == 1 + 1'.repeat(1000)} } }`],
  ['alternatives', `let a = b${' ?? c.d()'.repeat(1000)}`],
  ['items', `let a = [1${', 1 - 1'.repeat(2000)}]`],
  ['declarations', 'param x = 1 - 1\n'.repeat(2000)],
  ['expectations', `test "t" { ${'expect a-b-c violated 1\n'.repeat(1000)} }`],
  ['rules', 'rule a-b-c { per x.y() always { has(a).where(b) } message "x - y" }\n'.repeat(1000)],
  ['fields', `rule r { always { a } context { ${'a = b.c() - 1\n'.repeat(1000)} } }`],
])('many %s are no chain', (_, text) => {
  expect(compileTexts([text]).diagnostics.map(({ code }) => code)).not.toContain('chain-too-long');
});
