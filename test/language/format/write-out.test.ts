import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProject, formatRuleFile, parseRuleFile } from '../../../language';
import { loadPlans } from '../../support/generate/alphabet';
import { ruleText } from '../../support/generate/rules';
import { PACKS } from '../../support/rules';
import { WHITEPAPER, whitepaperRule } from '../../support/whitepaper';

const URI = 'file:///rules/a.fence';
const names = { packs: PACKS, loadImport: (uri: string) => OTHERS[uri.split('/').at(-1)!] };
const OTHERS: Record<string, string> = { 'flags.fence': 'let flag = true\nsignal work = span "work"\n' };

function formatted(text: string, options: Parameters<typeof formatRuleFile>[2] = { names }): string {
  const result = formatRuleFile(text, URI, options);
  return 'text' in result ? result.text : `refused: ${result.diagnostics.map((found) => found.message).join(' ')}`;
}

/** What a text's rules mean: their plans, without how they are spelled and where they stand. */
function meaning(text: string): string {
  const { packs, loadImport } = names;
  const { plan, diagnostics } = compileProject({
    files: [parseRuleFile(URI, text)],
    packs,
    loadImport,
    loadData: loadPlans,
  });
  const said = diagnostics.map(({ code, message }) => `${code} ${message.replace(/“[^”]*”/g, '…')}`).sort();
  return JSON.stringify([plan.rules, plan.signals, said], (key, value) =>
    key === 'label' || key === 'origin' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
}

const CASES: readonly (readonly [title: string, text: string, expected: string])[] = [
  [
    'a chain that begins with a has is a trigger and an obligation',
    'rule r { severity high trace.has(a) and b and not c message "m" }',
    `rule r {
  severity high

  when { trace.has(a) }
  always { b and not c }

  message "m"
}
`,
  ],
  [
    'a name alone and a narrowed one are a has too',
    'rule r { a and b }\nrule s { a.where(x == 1) and b }',
    'rule r {\n  when { a }\n  always { b }\n}\n\nrule s {\n  when { a.where(x == 1) }\n  always { b }\n}\n',
  ],
  [
    'anything else must hold for every trace',
    'rule r { not a }\nrule s { a or b }\nrule t { not a and b }\nrule u { count(a) < 3 and b }',
    [
      'rule r {\n  always { not a }\n}',
      'rule s {\n  always { a or b }\n}',
      'rule t {\n  always { not a and b }\n}',
      'rule u {\n  always { count(a) < 3 and b }\n}\n',
    ].join('\n\n'),
  ],
  [
    'a let is no has, in this file and in others',
    'import "./flags.fence"\nlet mine = true\nrule r { mine and b }\nrule s { flag and b }\nrule t { work and b }',
    `import "./flags.fence"
let mine = true

rule r {
  always { mine and b }
}

rule s {
  always { flag and b }
}

rule t {
  when { work }
  always { b }
}
`,
  ],
  [
    'brackets around the whole of a chain go, others stay',
    'rule r { ((has(a) and (b or c))) }\nrule s { (a or b) }',
    'rule r {\n  when { has(a) }\n  always { (b or c) }\n}\n\nrule s {\n  always { (a or b) }\n}\n',
  ],
  [
    'comments stay with what they stand at',
    `rule r { // head
  // leads
  trace.has(a) // first
  // between
  and // joint
  not b // second
  // last
}`,
    `rule r { // head
  // leads
  when { trace.has(a) } // first
  // between
  always { // joint
    not b
  } // second
  // last
}
`,
  ],
  [
    'a window by free letters stays as it was written',
    'rule r { trace.count(api.request).where(tenant_id == X, window=1min) <= 100 }',
    'rule r {\n  trace.count(api.request).where(tenant_id == X, window = 1min) <= 100\n}\n',
  ],
  [
    'an operator that is spelled wrongly stays for its quick fix',
    'rule r { trace.has(a) && b }',
    'rule r {\n  trace.has(a) && b\n}\n',
  ],
];

describe('a plain body is written out', () => {
  test.each(CASES)('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
    expect(meaning(expected)).toBe(meaning(text));
  });

  test('where what begins a chain may be a let of a file that is not there, it stays', () => {
    const text = 'import "./gone.fence"\n\nrule r {\n  a and b\n}\n\nrule s {\n  when { has(a) }\n  always { b }\n}\n';
    expect(formatted(text.replace('when { has(a) }\n  always { b }', 'has(a) and b'))).toBe(text);
    expect(formatted('rule r { a and b }', {})).toBe('rule r {\n  a and b\n}\n');
    expect(formatted('signal a = span\nattribute a = x\nrule r { a and b }', {})).toContain('when { a }');
  });

  test('or stays plain where that is asked for', () => {
    expect(formatted('rule r { has(a) and b }', { keepPlain: true })).toBe('rule r {\n  has(a) and b\n}\n');
  });

  test.each(Object.keys(WHITEPAPER))('the whitepaper’s %s keeps its meaning', (id) => {
    const text = whitepaperRule(id);
    expect(meaning(formatted(text))).toBe(meaning(text));
  });
});

test('a layout has the same plan, however the rule was written', () => {
  let written = 0;
  fc.assert(
    fc.property(ruleText, (text) => {
      const once = formatted(text);
      expect(meaning(once)).toBe(meaning(text));
      expect(formatted(once)).toBe(once);
      const isPlain = (of: string) => parseRuleFile('', of).ast.declarations.some((n) => n.$type === 'Rule' && n.plain);
      if (isPlain(text) && !isPlain(once)) written++;
    }),
    { numRuns: 400, seed: Number(process.env.FORMAT_SEED ?? 7) },
  );
  // the generator is no use if hardly any rule is plain
  expect(written).toBeGreaterThan(25);
}, 120_000);
