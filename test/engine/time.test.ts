import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { counts, judged } from './judging';

const at = (id: number, name: string, start: number, end: number, more: Partial<ShortSpan> = {}): ShortSpan => ({
  id,
  name,
  parent: 1,
  start,
  duration: end - start,
  ...more,
});
const root: ShortSpan = { id: 1, name: 'root', kind: 'server', start: 0, duration: 100 };

/** Whether x from `start` to `end` stands in the relation to q from 10 to 20. */
function relates(relation: string, start: number, end: number): string {
  const spans = [root, at(2, 'q', 10, 20), at(3, 'x', start, end)];
  return counts(judged(`rule r { each q as q always { has(x).${relation} } }`, spans));
}

describe('time', () => {
  test.each([
    // relation, start, end, holds
    ['before(q)', 1, 9, true],
    ['before(q)', 1, 10, true],
    ['before(q)', 1, 11, false],
    ['before(q)', 10, 10, false],
    ['after(q)', 20, 25, true],
    ['after(q)', 19, 25, false],
    ['starts_before(q)', 9, 50, true],
    ['starts_before(q)', 10, 50, false],
    ['starts_after(q)', 11, 12, true],
    ['starts_after(q)', 10, 12, false],
    ['during(q)', 10, 20, true],
    ['during(q)', 12, 15, true],
    ['during(q)', 9, 15, false],
    ['during(q)', 12, 21, false],
    ['during(q)', 20, 20, false],
    ['within(5ms, q)', 5, 50, true],
    ['within(5ms, q)', 15, 50, true],
    ['within(5ms, q)', 16, 50, false],
    ['within(4999us, q)', 5, 50, false],
  ])('%s of %i to %i is %s beside 10 to 20', (relation, start, end, holds) => {
    expect(relates(relation, start, end)).toBe(holds ? 'held 1' : 'violated 1');
  });

  test('a span of no length at the start of q is neither before nor after it', () => {
    expect(relates('before(q)', 10, 10)).toBe('violated 1');
    const spans = [root, at(2, 'q', 10, 10), at(3, 'x', 10, 10)];
    expect(counts(judged('rule r { each q as q never { has(x).before(q) or has(x).after(q) } }', spans))).toBe(
      'held 1',
    );
  });

  test('between is after one and before the other', () => {
    const rule = 'rule r { each q as q always { has(a as a).before(q).where(not has(x).between(a, q)) } }';
    const spans = [root, at(2, 'a', 1, 5), at(4, 'q', 30, 40)];
    expect(counts(judged(rule, spans))).toBe('held 1');
    expect(counts(judged(rule, [...spans, at(3, 'x', 5, 30)]))).toBe('violated 1');
    expect(counts(judged(rule, [...spans, at(3, 'x', 4, 30)]))).toBe('held 1');
    expect(counts(judged(rule, [...spans, { ...at(3, 'y', 4, 30), parent: 9 }]))).toBe('unproven 1');
  });

  test('two events of one span are in recorded order, whatever their times', () => {
    const spans: ShortSpan[] = [{ ...root, events: ['b', 'e', 'a'].map((name) => ({ name, at: 5 })) }];
    const rule = (condition: string): string => `rule r { each e as e always { ${condition} } }`;
    expect(counts(judged(rule('has(b).before(e) and has(a).after(e)'), spans))).toBe('held 1');
    expect(counts(judged(rule('has(b).starts_before(e) and has(a).starts_after(e)'), spans))).toBe('held 1');
    expect(counts(judged(rule('has(a).during(e)'), spans))).toBe('violated 1');
    expect(counts(judged(rule('has(a).within(0ms, e)'), spans))).toBe('held 1');
  });

  test('no relation holds between an occurrence and itself', () => {
    const spans = [root, at(2, 'q', 10, 10)];
    const relations = ['before(q)', 'starts_before(q)', 'during(q)', 'within(1s, q)', 'same_span(q)'];
    for (const relation of relations)
      expect(counts(judged(`rule r { each q as q never { has(q).${relation} } }`, spans)), relation).toBe('held 1');
  });

  test('sequence: each starts after the last', () => {
    const rule = 'rule r { always { sequence(a, b, c) } }';
    const spans = [root, at(2, 'a', 1, 2), at(3, 'b', 3, 4), at(4, 'c', 5, 6)];
    expect(counts(judged(rule, spans))).toBe('held 1');
    expect(counts(judged(rule, [root, at(2, 'a', 1, 2), at(3, 'b', 7, 8), at(4, 'c', 5, 6)]))).toBe('violated 1');
    expect(counts(judged(rule, [...spans.slice(0, 3), at(4, 'c', 3, 6)]))).toBe('violated 1');
    expect(counts(judged(rule, [...spans.slice(0, 3), { id: 9, parent: 99, name: 'd' }]))).toBe('unproven 1');
  });
});

describe('clock_skew', () => {
  const rule = 'param clock_skew = 2ms\nrule r { each q as q always { has(x).before(q) } }';
  const q = at(2, 'q', 10, 20, { resource: { 'host.name': 'one' } });
  const x = (start: number, end: number, more: Partial<ShortSpan>): ShortSpan[] => [
    root,
    q,
    at(3, 'x', start, end, more),
  ];

  test.each([
    ['of another host, closer', x(1, 9, { resource: { 'host.name': 'two' } }), 'unproven 1'],
    ['of another host, later and closer', x(1, 11, { resource: { 'host.name': 'two' } }), 'unproven 1'],
    ['of another host, not closer', x(1, 8, { resource: { 'host.name': 'two' } }), 'held 1'],
    ['of another host, later and not closer', x(1, 12, { resource: { 'host.name': 'two' } }), 'violated 1'],
    ['of the same host', x(1, 9, { resource: { 'host.name': 'one' } }), 'held 1'],
    ['of no known host', x(1, 9, {}), 'unproven 1'],
    ['above q', x(1, 9, {}).map((span) => (span.id === 2 ? { ...span, parent: 3 } : span)), 'held 1'],
  ])('%s', (_, spans, expected) => {
    expect(counts(judged(rule, spans))).toBe(expected);
  });

  test('sequence keeps to it', () => {
    const text = 'param clock_skew = 2ms\nrule r { always { sequence(x, q) } }';
    expect(counts(judged(text, x(9, 9, {})))).toBe('unproven 1');
    expect(counts(judged(text, x(8, 9, {})))).toBe('held 1');
  });

  test('says what is missing', () => {
    const [finding] = judged(rule, x(1, 9, {})).unproven;
    expect(finding!.missing).toEqual([{ name: 'before within clock_skew', reason: 'not computable' }]);
  });

  test('reads what tells hosts apart, and only then', () => {
    expect(counts(judged(rule.replace('2ms', '0s'), x(1, 9, {})))).toBe('held 1');
  });
});
