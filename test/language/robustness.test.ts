import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTexts } from '../support/rules';

const WORDS = [
  'rule',
  'r',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  'each',
  'as',
  'q',
  'where',
  'when',
  'always',
  'never',
  'per',
  'window',
  '1min',
  'signal',
  'span',
  'event',
  '=',
  '==',
  '!=',
  'and',
  'or',
  'not',
  'in',
  'has',
  'count',
  '.',
  ',',
  '"text {q.x}"',
  '"open',
  '`a b`',
  'tenant_id',
  'q.x',
  'null',
  '3',
  '-',
  '??',
  'let',
  'param',
  'attribute',
  'inherited',
  'else',
  'message',
  'context',
  'severity',
  'high',
  'matches',
  'import',
  '"std/otel"',
  'exempt',
  'because',
  'test',
  'trace',
  'expect',
  'span:kind',
  '2027-01-01',
  '// c\n',
  '/* c',
  '*',
  '&&',
  '!',
  '\u0000',
  '💥',
  '__proto__',
  'constructor',
  'toString',
];

test('any sequence of words gives a tree and diagnostics, never an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }), (words) => {
      const { plan, diagnostics } = compileTexts([words.join(' ')]);
      expect(Array.isArray(plan.rules)).toBe(true);
      for (const { start, end } of diagnostics) expect(start).toBeLessThanOrEqual(end);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test('a file cut at any place is read as far as it goes', () => {
  const text = `import "std/otel"\nlet t = ["a"]\nsignal s = span where x == 1 { f = y ?? z }\nrule r "R" { severity high each s as q where q.f in t always { q.has(b).where(c matches "d") } message "m {q.f}" }\n`;
  for (let end = 0; end <= text.length; end++) expect(() => compileTexts([text.slice(0, end)])).not.toThrow();
});

test('nesting beyond the bound is one located diagnostic', () => {
  const { diagnostics } = compileTexts([`rule r { always { ${'('.repeat(5000)}a${')'.repeat(5000)} } }`]);
  expect(diagnostics).toMatchObject([{ code: 'nesting-too-deep', line: 1 }]);
  expect(compileTexts([`rule r { always { ${'not '.repeat(5000)}a } }`]).diagnostics).toMatchObject([
    { code: 'nesting-too-deep' },
  ]);
});

test('a text beyond the bound is refused with its size', () => {
  const { diagnostics } = compileTexts([`rule r { always { a } }${' '.repeat(2_000_001)}`]);
  expect(diagnostics).toMatchObject([{ code: 'file-too-large' }]);
});

test('long chains of one operator are no nesting', () => {
  const { plan, diagnostics } = compileTexts([
    `rule r { each a as q always { ${Array.from({ length: 3000 }, (_, index) => `q.x == ${index}`).join(' or ')} } }`,
  ]);
  expect(diagnostics).toEqual([]);
  expect(plan.rules).toHaveLength(1);
});
