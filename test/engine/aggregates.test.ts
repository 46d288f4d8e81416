import { describe, expect, it } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { judged, only, verdicts } from './judging';

/** One trace whose root has a child `s` for each of the values of x; undefined for a child without x. */
function trace(...values: readonly (ShortSpan['attributes'] | undefined)[]): ShortSpan[] {
  const children = values.map((attributes, i) => ({
    id: i + 2,
    parent: 1,
    name: 's',
    start: i,
    duration: 1,
    ...(attributes ? { attributes } : {}),
  }));
  return [{ id: 1, name: 'root', kind: 'server', start: 0, duration: 100 }, ...children];
}

const xs = (...values: readonly (number | string | undefined)[]): ShortSpan[] =>
  trace(...values.map((x): Readonly<Record<string, number | string>> => (x === undefined ? {} : { x })));

/** Whether a condition on a trace is true, false or unknown. */
function truth(condition: string, spans: readonly ShortSpan[]): string {
  const outcome = verdicts(`rule r { always { ${condition} } }`, spans);
  return { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' }[outcome] ?? outcome;
}

describe('aggregates', () => {
  it.each([
    ['sum(s.x) == 6', xs(1, 2, 3), 'true'],
    ['sum(s.x) == 6', xs('1', 2, 3, 'word', undefined), 'true'],
    ['sum(s.x) == 9007199254740993', xs(9007199254740991, 2), 'true'],
    ['sum(s.x) == 0', [xs()[0]!], 'true'],
    ['avg(s.x) == 2.5', xs(2, 3), 'true'],
    ['min(s.x) == 2', xs(7, 2, 3), 'true'],
    ['max(s.x) == 7', xs(2, 7, 3), 'true'],
    ['p50(s.x) == 2', xs(1, 2, 3, 4), 'true'],
    ['p90(s.x) == 9', xs(10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 'true'],
    ['p99(s.x) == 10', xs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'true'],
    ['p95(s.x) == 1', xs(1), 'true'],
    ['distinct(s.x) == 2', xs(1, '1', 'a'), 'true'],
    ['distinct(s.x) == 0', [xs()[0]!], 'true'],
    ['only(s.x) == "a"', xs('a', 'a', undefined), 'true'],
    ['only(s.x) == "a"', xs('a', 'b'), 'unknown'],
    ['share(s, by = x) == 0.75', xs('a', 'a', 'b', 'a'), 'true'],
    ['max(s.span:duration) == 1ms', xs(1, 2), 'true'],
    ['sum(s.span:duration) == 2ms', xs(1, 2), 'true'],
    ['avg(s.span:duration) == 1ms', xs(1, 2), 'true'],
    ['min(s.span:start) < max(s.span:start)', xs(1, 2), 'true'],
  ])('%s', (condition, spans, expected) => {
    expect(truth(condition, spans)).toBe(expected);
  });

  it.each(['avg', 'min', 'max', 'p50', 'only'])('%s of nothing is absent', (name) => {
    expect(truth(`${name}(s.x) == 1`, [xs()[0]!])).toBe('unknown');
  });

  it.each(['sum', 'distinct', 'max', 'avg'])('%s is absent where every occurrence lacks the value', (name) => {
    expect(truth(`${name}(s.x) == 0`, xs(undefined, undefined))).toBe('unknown');
  });

  it('does not compute with numbers and durations mixed', () => {
    const mixed = 'signal s = span "s" { v = x ?? span:duration }\nrule r { always { sum(s.v) > 0 } }';
    expect(verdicts(mixed, xs(1, undefined))).toBe('unproven 1');
    expect(verdicts(mixed, xs(1, 2))).toBe('held 1');
  });

  it('does not add instants up', () => {
    expect(truth('exists(sum(s.span:start))', xs(1, 2))).toBe('unknown');
    expect(truth('max(s.span:start) - min(s.span:start) == 1ms', xs(1, 2))).toBe('true');
  });

  it('is exact with doubles, in whatever order', () => {
    const doubles = [{ double: 1e16 }, { double: 0.1 }, { double: -1e16 }, { double: 0.2 }];
    expect(truth('sum(s.x) == 0.30000000000000004', trace(...doubles.map((x) => ({ x }))))).toBe('true');
  });

  it('lets what equals nothing be a value of its own where one is asked for', () => {
    expect(truth('exists(only(s.x))', trace({ x: 'a' }, { x: { double: Number.NaN } }))).toBe('unknown');
    expect(truth('distinct(s.x) == 1', trace({ x: 'a' }, { x: { double: Number.NaN } }))).toBe('true');
  });

  it('takes each element of a list', () => {
    const spans = trace({ x: [1, 2] }, { x: 4 });
    expect(truth('sum(s.x) == 7', spans)).toBe('true');
    expect(truth('distinct(s.x) == 3', spans)).toBe('true');
  });

  it('has no rate without a window', () => {
    expect(truth('rate(s) >= 0', xs(1))).toBe('unknown');
  });
});

describe('concurrent and gap', () => {
  const spans = (...times: readonly (readonly [start: number, duration: number])[]): ShortSpan[] =>
    times.map(([start, duration], i) => ({ id: i + 1, ...(i > 0 ? { parent: 1 } : {}), name: 's', start, duration }));

  it('counts what is open at one instant, ends excluded', () => {
    expect(truth('concurrent(s) == 2', spans([0, 10], [5, 10], [10, 10]))).toBe('true');
    expect(truth('concurrent(s) == 3', spans([0, 11], [5, 10], [10, 10]))).toBe('true');
    expect(truth('concurrent(s) == 0', spans([0, 0], [0, 0]))).toBe('true');
  });

  it('measures the longest silence from an end to the next start', () => {
    expect(truth('gap(s) == 7ms', spans([0, 2], [1, 2], [10, 1], [12, 1]))).toBe('true');
    expect(truth('gap(s) == 0s', spans([0, 20], [1, 2], [10, 1]))).toBe('true');
    expect(truth('gap(s) == 0s', spans([0, 1]))).toBe('true');
    expect(truth('gap(nothing) == 0s', spans([0, 1]))).toBe('unknown');
  });
});

describe('where matches are only possible', () => {
  // x is known of two; whether the third has ok is not
  const spans = trace({ x: 1, ok: true }, { x: 5, ok: true }, { x: 10 });
  const sure = (condition: string) => truth(condition.replaceAll('S', 's.where(ok)'), spans);

  it.each([
    ['count(S) >= 2', 'true'],
    ['count(S) == 2', 'unknown'],
    ['count(S) <= 3', 'true'],
    ['count(S) in [4, 5]', 'false'],
    ['count(S) + 1 <= 4', 'true'],
    ['count(S) * 2 > 6', 'false'],
    ['count(S) / 2 <= 1.5', 'true'],
  ])('%s', (condition, expected) => {
    expect(sure(condition)).toBe(expected);
  });

  const possible = (condition: string) => `signal S = s where ok\nrule r { always { ${condition} } }`;

  it.each([
    ['sum(S.x) >= 6', 'held 1'],
    ['sum(S.x) <= 16', 'held 1'],
    ['sum(S.x) == 6', 'unproven 1'],
    ['distinct(S.x) >= 2', 'held 1'],
    ['distinct(S.x) == 2', 'unproven 1'],
    ['max(S.x) >= 5', 'held 1'],
    ['max(S.x) > 10', 'violated 1'],
    ['min(S.x) <= 1', 'held 1'],
    ['avg(S.x) > 0', 'unproven 1'],
    ['p50(S.x) > 0', 'unproven 1'],
  ])('%s', (condition, expected) => {
    expect(verdicts(possible(condition), spans)).toBe(expected);
  });
});

describe('where all matches lack the value', () => {
  const unsure = trace({}, {});

  it.each([
    ['exists(sum(s.x))', 'false'],
    ['exists(max(s.x))', 'false'],
    ['exists(sum(s.where(ok).x))', 'unknown'],
    ['exists(distinct(s.where(ok).x))', 'unknown'],
    ['exists(max(s.where(ok).x))', 'false'],
  ])('%s', (condition, expected) => {
    expect(truth(condition, unsure)).toBe(expected);
  });

  it('they may be there, unseen, if the trace is incomplete', () => {
    expect(truth('exists(max(s.x))', [...unsure, { id: 9, parent: 99, name: 'orphan' }])).toBe('unknown');
  });
});

describe('where the trace is incomplete', () => {
  const broken: ShortSpan[] = [...xs(1, 5), { id: 9, parent: 99, name: 'orphan' }];

  it.each([
    ['count(s) >= 2', 'true'],
    ['count(s) <= 5', 'unknown'],
    ['count(s) < 2', 'false'],
    ['sum(s.x) > 5', 'true'],
    ['sum(s.x) < 100', 'unknown'],
    ['distinct(s.x) >= 2', 'true'],
    ['distinct(s.x) <= 2', 'unknown'],
    ['max(s.x) >= 5', 'true'],
    ['max(s.x) <= 5', 'unknown'],
    ['min(s.x) <= 1', 'true'],
    ['min(s.x) >= 1', 'unknown'],
    ['avg(s.x) == 3', 'unknown'],
    ['only(s.x) == 1', 'unknown'],
    ['gap(s) < 1h', 'unknown'],
    ['concurrent(s) >= 1', 'true'],
    ['concurrent(s) <= 9', 'unknown'],
    ['share(s, by = x) > 0', 'unknown'],
  ])('%s', (condition, expected) => {
    expect(truth(condition, broken)).toBe(expected);
  });

  it('shows how many occurrences were skipped', () => {
    const finding = only(judged('rule r { always { sum(s.x) > 100 } }', xs(1, undefined, 2)));
    expect(finding.explanation[0]!.operands).toEqual([
      { name: 'sum(s.x)', value: 3, from: 'counted, 1 without a value' },
    ]);
  });
});
