import { describe, expect, it } from 'vitest';
import { type Grouping, groupFindings, type ViolationNode } from '../../client/violations/tree';
import * as words from '../../client/violations/words';
import type { RuleItem } from '../../protocol';
import { finding, rule, witness } from './findings';

/** The tree as text: label, then description, two spaces for each level. */
function drawn(rules: readonly RuleItem[], grouping: Grouping = 'rule'): string[] {
  return groupFindings({ revision: 1, rules }, grouping).flatMap((node) => lines(node, ''));
}

function lines(node: ViolationNode, indent: string): string[] {
  const children = 'children' in node ? node.children : [];
  return [`${indent}${line(node)}`, ...children.flatMap((child) => lines(child, `${indent}  `))];
}

function line(node: ViolationNode): string {
  switch (node.kind) {
    case 'group':
      return `${words.groupLabel(node)} | ${words.groupDescription(node)}`;
    case 'trace':
      return `${words.traceLabel(node)} | ${words.traceDescription(node)}`;
    case 'finding':
      return `${words.findingLabel(node)} | ${words.findingDescription(node)}`;
    case 'witness':
      return words.witnessPlace(node.finding, node.index);
    case 'omitted':
      return `${node.count} omitted`;
  }
}

const traceB = 'b0000000000000000000000000000000';
const later = '2024-10-02T00:00:00.000000000Z';

describe('the tree of violations', () => {
  it('goes from rule to trace to span, traces by time', () => {
    const findings = [
      finding({ traceId: traceB, timestamp: later, tenant: 'hospital_b', message: 'second' }),
      finding(),
    ];
    expect(drawn([rule('isolation', findings, { severity: 'critical', held: 40 })])).toEqual([
      'isolation | critical · 2 violated',
      '  Trace d11be173 | hospital_a · 2024-09-01 06:58:49',
      '    tenant_check | leak',
      '  Trace b0000000 | hospital_b · 2024-10-02 00:00:00',
      '    tenant_check | second',
    ]);
  });

  it('puts the worst rule first and never shows what is undecided as held', () => {
    const unproven = finding({ verdict: 'unproven', missing: ['tenant_id: absent'] });
    const indeterminate = finding({ verdict: 'indeterminate' });
    const tree = drawn([
      rule('held', [], { held: 12 }),
      rule('typo', [], { vacuous: true, held: 3 }),
      rule('nothing', []),
      rule('open', [unproven], { severity: 'critical', held: 5 }),
      rule('maybe', [indeterminate], { held: 5 }),
      rule('leak', [finding()], { severity: 'low' }),
      rule('keyless', [], { held: 2, unkeyed: 4 }),
    ]);
    expect(tree.filter((text) => !text.startsWith(' '))).toEqual([
      'leak | low · 1 violated',
      'open | critical · 1 unproven',
      'maybe | high · 1 indeterminate',
      'held | high · 12 held',
      'keyless | high · 2 held · 4 unkeyed',
      'nothing | high · nothing checked',
      'typo | high · vacuous',
    ]);
    expect(tree).toContain('    tenant_check | unproven · tenant_id: absent · leak');
  });

  it('lists the witnesses where there are several', () => {
    const several = finding({ witnesses: [witness('a', 3), witness('b', 9)] });
    expect(drawn([rule('r', [several])]).slice(3)).toEqual(['      2024-09.jsonl:3', '      2024-09.jsonl:9']);
  });

  it('says how many findings it does not list', () => {
    expect(drawn([rule('r', [finding()], { violated: 5001 })]).at(-1)).toBe('  5000 omitted');
  });

  it('groups by tenant, with those of no tenant apart, whatever the tenants are called', () => {
    const tenants = ['a', null, '__proto__', 'constructor', 'a'];
    const findings = tenants.map((tenant, index) =>
      finding({ tenant, traceId: `${index}`.repeat(32), signalId: `sig_${index}` }),
    );
    const tree = drawn([rule('r', findings)], 'tenant').filter((text) => !text.startsWith(' '));
    expect(tree.toSorted()).toEqual([
      '(no tenant) | 1 violated',
      '__proto__ | 1 violated',
      'a | 2 violated',
      'constructor | 1 violated',
    ]);
    expect(tree[0]).toBe('a | 2 violated');
  });

  it('groups by service and by file over all rules, and names the rule', () => {
    const rules = [rule('one', [finding()]), rule('two', [finding({ verdict: 'exempted' })])];
    expect(drawn(rules, 'service')).toEqual([
      'patient-api | 1 violated · 1 exempted',
      '  Trace d11be173 | hospital_a · 2024-09-01 06:58:49 · 1 violated · 1 exempted',
      '    tenant_check | one · leak',
      '    tenant_check | two · exempted · leak',
    ]);
    expect(drawn(rules, 'file')[0]).toBe('2024-09.jsonl | 1 violated · 1 exempted');
  });

  it('names the projects where there are several', () => {
    const rules = [rule('same', [finding()]), rule('same', [], { project: 'file:///other%20one', held: 1 })];
    expect(drawn(rules).filter((text) => !text.startsWith(' '))).toEqual([
      'same | high · 1 violated · work',
      'same | high · 1 held · other one',
    ]);
  });

  it('gives every node an id of its own', () => {
    const rules = [
      rule('one', [finding(), finding({ signalId: 'sig_2', witnesses: [witness(), witness()] })]),
      rule('two', [finding()]),
    ];
    for (const grouping of ['rule', 'tenant', 'service', 'file'] as const) {
      const ids = groupFindings({ revision: 1, rules }, grouping).flatMap(function all(node: ViolationNode): string[] {
        return [node.id, ...('children' in node ? node.children.flatMap(all) : [])];
      });
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('shows untrusted text on one line without control characters', () => {
    const tree = drawn([rule('r', [finding({ message: 'a\u001b[31m\nb\u202e', tenant: 'x\ny' })])]);
    expect(tree[1]).toBe('  Trace d11be173 | x\ufffdy · 2024-09-01 06:58:49');
    expect(tree[2]).toBe('    tenant_check | a\ufffd[31m\ufffdb\ufffd');
  });
});
