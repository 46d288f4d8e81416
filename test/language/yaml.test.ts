import { describe, expect, test } from 'vitest';
import { compileProject, isRulePack, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

function compileYaml(text: string) {
  return compileProject({ files: [parseRuleFile('file:///rules/pack.yaml', text)], packs: PACKS });
}

const conditionOf = (condition: string) =>
  compileYaml(`rules:\n  - id: r\n    condition: |\n      ${condition.split('\n').join('\n      ')}\n`);

describe('YAML packs', () => {
  test('become rules with all that they say', () => {
    const { plan, diagnostics } = compileYaml(`
rules:
  - id: data-isolation
    name: Queries filter by tenant
    description: "Query lacks a tenant filter: {service}"
    severity: CRITICAL
    tags: [database, "a b"]
    controls: ["soc2.CC6_3"]
    services: ["order-*"]
    recommendation:
      - Add a filter
      - Roll back
    condition: >
      trace.has(database.query)
      and trace.has(tenant_filter).where(tenant_id == user.tenant_id)
`);
    expect(diagnostics).toEqual([]);
    expect(plan.rules).toMatchObject([
      {
        id: 'data-isolation',
        title: 'Queries filter by tenant',
        severity: 'critical',
        tags: ['database', 'a b'],
        controls: ['soc2.CC6_3'],
        services: ['order-*'],
        trigger: { op: 'has' },
        obligations: [{ kind: 'always' }],
        message: { parts: ['Query lacks a tenant filter: ', { op: 'intrinsic' }] },
        recommend: [{ parts: ['Add a filter'] }, { parts: ['Roll back'] }],
      },
    ]);
    expect(plan.rules[0]!.origin.line).toBe(3);
  });

  test('a mistake is reported where it stands in the YAML, and takes no other rule with it', () => {
    const text = `rules:\n  - id: a\n    condition: |\n      trace.has(x)\n        and trace.has(y).where(z =~ "q")\n  - id: b\n    condition: trace.has(x) and (\n  - id: c\n    condition: trace.has(x)\n`;
    const { plan, diagnostics } = compileYaml(text);
    expect(plan.rules.map((rule) => rule.id)).toEqual(['c']);
    expect(diagnostics.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, 32, 'wrong-operator'],
      [7, 34, 'syntax'],
    ]);
  });

  test.each([
    ['an item without a condition', 'rules:\n  - id: a\n', [[2, 5, 'yaml-rule']]],
    ['a key that means nothing', 'rules:\n  - id: a\n    sevrity: high\n    condition: has(x)\n', [[3, 5, 'yaml-key']]],
    ['YAML that is none', 'rules: [\n', [[2, 1, 'yaml']]],
    ['another document', 'name: x\n', [[1, 1, 'yaml-pack']]],
    [
      'a condition that would close its rule',
      'rules:\n  - id: a\n    condition: "has(x) } rule b { has(y)"\n',
      [[2, 9, 'yaml-rule']],
    ],
  ])('%s', (_title, text, expected) => {
    expect(compileYaml(text).diagnostics.map(({ line, column, code }) => [line, column, code])).toEqual(expected);
  });

  test('aliases are never expanded', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`)
      .join('\n')}\nrules: *i\n`;
    expect(compileYaml(bomb).diagnostics).toMatchObject([{ code: 'yaml-pack' }]);
  });

  test('are told from other YAML by what they hold', () => {
    expect(isRulePack('rules:\n  - id: a\n    condition: has(x)\n')).toBe(true);
    expect(isRulePack('rules:\n  - alert: a\n    expr: x\n')).toBe(false);
    expect(isRulePack('rules: [1')).toBe(false);
    expect(isRulePack('on: push\n')).toBe(false);
  });
});

describe('the older dialect', () => {
  test('a direct comparison is a signal, then its attribute', () => {
    const { plan, diagnostics } = conditionOf('payment.amount > 1000');
    expect(diagnostics).toEqual([]);
    expect(plan.signals[plan.rules[0]!.signals[0]!]).toMatchObject({ name: 'payment' });
    expect(plan.rules[0]!.obligations[0]!.condition).toMatchObject({
      op: 'has',
      search: {
        source: { op: 'where', condition: { op: 'compare', left: { key: 'amount' }, right: { value: 1000 } } },
      },
    });
  });

  test('an undeclared bare word on the right is a string, a declared one is not', () => {
    const { plan, diagnostics } = conditionOf(
      'when { has(payment).where(currency == USD, method in [stripe, square], path contains admin) }\nnever { has(x).where(a == tenant_id) }',
    );
    expect(diagnostics).toEqual([]);
    const text = JSON.stringify(plan.rules[0]);
    for (const word of ['USD', 'stripe', 'square', 'admin']) expect(text).toContain(`"op":"literal","value":"${word}"`);
    expect(text).not.toContain('"value":"tenant_id"');
  });

  test('where(verified) and where(not verified) test a boolean', () => {
    const { plan } = conditionOf('has(a).where(verified) and has(b).where(not verified)');
    expect(plan.rules[0]!.trigger).toMatchObject({ search: { source: { condition: { op: 'truthy' } } } });
    expect(plan.rules[0]!.obligations[0]!.condition).toMatchObject({
      search: { source: { condition: { op: 'not', of: { op: 'truthy' } } } },
    });
  });

  test('a lone when is what must never happen', () => {
    const { plan, diagnostics } = conditionOf('when { payment and not verified }');
    expect(diagnostics).toEqual([]);
    expect(plan.rules[0]).toMatchObject({ trigger: null, obligations: [{ kind: 'never', condition: { op: 'and' } }] });
  });

  test('none of it is read in a .fence file', () => {
    const { diagnostics } = compileProject({
      files: [parseRuleFile('file:///a.fence', 'rule r { always { payment.amount > 1000 } }')],
      packs: PACKS,
    });
    expect(diagnostics).toMatchObject([{ code: 'bare-attribute' }]);
  });
});
