import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { counts, judged, violatedBy } from './judging';

/**
 * root 1 ─ a 2 ─ q 3 (event e) ─ b 4
 *        └ c 5
 */
const TREE: ShortSpan[] = [
  { id: 1, name: 'root', kind: 'server' },
  { id: 2, parent: 1, name: 'a' },
  { id: 3, parent: 2, name: 'q', events: [{ name: 'e', at: 3 }] },
  { id: 4, parent: 3, name: 'b' },
  { id: 5, parent: 1, name: 'c' },
];
/** The same, but nothing is known of what is above a. */
const BROKEN: ShortSpan[] = [
  { id: 1, name: 'root', kind: 'server' },
  { id: 2, parent: 99, name: 'a' },
  ...TREE.slice(2),
];

const rule = (condition: string): string => `rule r { each q as q always { ${condition} } }`;

describe('structure', () => {
  test.each([
    ['has(b).child_of(q)', 'held 1', 'unproven 1'],
    ['has(a).child_of(q)', 'violated 1', 'unproven 1'],
    ['has(a).parent_of(q)', 'held 1', 'held 1'],
    ['has(root).parent_of(q)', 'violated 1', 'unproven 1'],
    ['has(root).ancestor_of(q)', 'held 1', 'unproven 1'],
    ['has(c).ancestor_of(q)', 'violated 1', 'unproven 1'],
    ['has(b).descendant_of(q)', 'held 1', 'held 1'],
    ['has(c).descendant_of(q)', 'violated 1', 'unproven 1'],
    ['has(q).same_span(q)', 'violated 1', 'unproven 1'],
    ['has(e).same_span(q)', 'held 1', 'held 1'],
    ['has(b).same_span(q)', 'violated 1', 'unproven 1'],
    ['has(q).sibling_of(q)', 'violated 1', 'unproven 1'],
  ])('%s', (condition, whole, broken) => {
    // b is not unknown where a's parent is missing: its own way up to q is whole
    expect(counts(judged(rule(condition), TREE))).toBe(whole);
    const found = counts(judged(rule(condition), BROKEN));
    expect(found).toBe(condition === 'has(b).child_of(q)' ? 'held 1' : broken);
  });

  test('siblings have one parent; roots have none', () => {
    const spans: ShortSpan[] = [
      { id: 1, name: 'root', kind: 'server' },
      { id: 2, parent: 1, name: 'q' },
      { id: 3, parent: 1, name: 'b', events: [{ name: 'e', at: 5 }] },
      { id: 4, name: 'other', kind: 'server' },
    ];
    expect(counts(judged(rule('has(b).sibling_of(q) and has(e).sibling_of(q)'), spans))).toBe('held 1');
    expect(counts(judged('rule r { each root as q always { has(other).sibling_of(q) } }', spans))).toBe('violated 1');
  });

  test('an event stands where its span stands', () => {
    expect(counts(judged('rule r { each e as q always { has(b).child_of(q) and has(a).parent_of(q) } }', TREE))).toBe(
      'held 1',
    );
  });

  test('what depends on a missing parent is only a possible match, in triggers too', () => {
    const report = judged('rule r { each q as q where has(a).child_of(q) always { has(b) } }', [
      { id: 3, name: 'q', kind: 'server' },
      { id: 4, parent: 99, name: 'a' },
    ]);
    expect(counts(report)).toBe('indeterminate 1');
    expect(report.indeterminate[0]!.missing).toContainEqual({ name: 'parent', reason: 'broken parent' });
  });

  test('spans of two traces are not related', () => {
    const spans: ShortSpan[] = [
      { trace: 1, id: 1, name: 'q', attributes: { k: 'x' } },
      { trace: 2, id: 2, parent: 1, name: 'b', kind: 'server', attributes: { k: 'x' } },
    ];
    expect(counts(judged('rule r { per k each q as q never { has(b).child_of(q) } }', spans))).toBe('held 1');
  });

  test('what is related is shown with what it was read from', () => {
    const [finding] = judged(rule('has(c).child_of(q)'), TREE).violations;
    expect(finding!.explanation).toMatchObject([
      {
        condition: 'has(c).child_of(q)',
        children: [
          {
            condition: 'child_of(q bbbbbbbbbbbbbbb3)',
            value: 'false',
            operands: [
              { name: 'parent', value: 'root bbbbbbbbbbbbbbb1', from: 'own' },
              { name: 'parent', value: 'a bbbbbbbbbbbbbbb2', from: 'q bbbbbbbbbbbbbbb3' },
            ],
          },
        ],
      },
    ]);
  });
});

describe('linked_to', () => {
  const request = { trace: 1, id: 1, name: 'q', kind: 'server' as const };
  const job = { trace: 2, id: 2, name: 'job', kind: 'consumer' as const };

  test.each([
    ['q links to it', [{ ...request, links: ['2/2'] }, job], 'held 1'],
    ['it links to q', [request, { ...job, links: ['1/1'] }], 'held 1'],
    ['neither links', [request, job], 'violated 1'],
    ['a link of q leads out of the input', [{ ...request, links: ['3/3'] }, job], 'unproven 1'],
    ['a link of the other leads out of the input', [request, { ...job, links: ['3/3'] }], 'violated 1'],
    ['q dropped links', [{ ...request, droppedLinks: 1 }, job], 'unproven 1'],
    ['the other dropped links', [request, { ...job, droppedLinks: 1 }], 'unproven 1'],
  ])('in the whole input: %s', (_, spans, expected) => {
    expect(counts(judged(rule('has(job).linked_to(q)'), spans))).toBe(expected);
  });

  test('triggers can not take a missing target for absence either', () => {
    const spans = [{ ...request, links: ['3/3'] }, job];
    const text = 'rule r { each q as q where has(job).linked_to(q) always { has(x) } }';
    expect(counts(judged(text, spans))).toBe('indeterminate 1');
    expect(counts(judged(text, spans, { assumeComplete: true }))).toBe('nothing');
  });

  test('counts are without a bound where a target is missing', () => {
    const text = rule('count(job).linked_to(q) <= 1');
    expect(counts(judged(text, [{ ...request, links: ['2/2'] }, job]))).toBe('held 1');
    expect(counts(judged(text, [{ ...request, links: ['2/2', '3/3'] }, job]))).toBe('unproven 1');
  });

  test('below an occurrence only what belongs to it', () => {
    const spans = [request, { ...job, trace: 1, parent: 1, links: ['1/1'] }, { ...job, id: 3, links: ['1/1'] }];
    const report = judged(
      rule('count(job).linked_to(q) == 2 and q.has(job).linked_to(q) and q.count(job) == 1'),
      spans,
    );
    expect(counts(report)).toBe('held 1');
    expect(violatedBy(judged(rule('not has(job).linked_to(q)'), spans))).toBe('1 2 3');
  });

  test('of a group’s bound the linked occurrence that broke it first is shown, by time and not by the order of links', () => {
    const jobs = [30, 10, 20].map((start, index) => ({ ...job, trace: index + 2, id: index + 2, start, duration: 1 }));
    const keyed = { ...request, attributes: { k: 'x' }, links: ['2/2', '3/3', '4/4'] };
    const text = 'rule r { per k each q as q always { count(job).linked_to(q) <= 1 } }';
    // q, then the job that starts at 20: the second
    expect(violatedBy(judged(text, [keyed, ...jobs]))).toBe('1 4');
    expect(violatedBy(judged(text, [{ ...keyed, links: ['4/4', '3/3', '2/2'] }, ...jobs]))).toBe('1 4');
    const all = 'rule r { each q as q never { has(job).linked_to(q) } }';
    expect(violatedBy(judged(all, [keyed, ...jobs]))).toBe('1 3 4 2');
  });

  test('a rule about what is linked is exercised by what is anywhere', () => {
    const report = judged(rule('has(job).linked_to(q)'), [request, job]);
    expect(report.summary.vacuous).toEqual([]);
    expect(report.rules[0]!.exercised).toBe(1);
  });
});
