import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { counts, judged, violatedBy } from './judging';

// what the short spans call 0 ms is 2024-10-18T14:05:00Z
const spans: ShortSpan[] = [
  { trace: 1, id: 1, name: 'q', kind: 'server', service: 'migrator', attributes: { k: 'x' } },
  { trace: 2, id: 2, name: 'q', kind: 'server', service: 'api', attributes: { k: 'x' } },
];
const exempt = (text: string): string => `rule r { each q as q always { has(b) } }\nexempt r ${text} because "SEC-118"`;

describe('exemptions', () => {
  test('let violated subjects be, and list them with the reason', () => {
    const report = judged(exempt('where service == "migrator"'), spans);
    expect(counts(report)).toBe('violated 1 exempted 1');
    expect(report.rules[0]).toMatchObject({ checked: 2, violated: 1, exempted: 1, exercised: 0 });
    expect(report.exempted).toMatchObject([{ verdict: 'exempted', exemption: 'SEC-118', service: 'migrator' }]);
    expect(report.violations).toMatchObject([{ exemption: null, service: 'api' }]);
  });

  test('let unproven subjects be', () => {
    expect(counts(judged(exempt('where service == "migrator"'), [{ ...spans[0]!, kind: 'internal', parent: 9 }]))).toBe(
      'exempted 1',
    );
  });

  test('cover timestamps up to the end of their last day', () => {
    expect(counts(judged(exempt('until 2024-10-18'), spans))).toBe('exempted 2');
    expect(counts(judged(exempt('until 2024-10-17'), spans))).toBe('violated 2');
    expect(counts(judged(exempt('until 2024-10-18T14:05:00.001Z'), spans))).toBe('violated 1 exempted 1');
  });

  test('hold only if true on every witness', () => {
    const rules = (condition: string): string =>
      `rule r { per k never { has(q) } }\nexempt r where ${condition} because "x"`;
    expect(counts(judged(rules('service in ["migrator", "api"]'), spans))).toBe('exempted 1');
    const report = judged(rules('service == "migrator"'), spans);
    expect(counts(report)).toBe('violated 1');
    expect(violatedBy(report)).toBe('1 2');
  });

  test('unknown is not exempted, and neither is an indeterminate subject', () => {
    expect(counts(judged(exempt('where span.none == "a"'), spans))).toBe('violated 2');
    const rules = 'rule r { each q as q where none == 1 always { has(b) } }\nexempt r because "x"';
    expect(counts(judged(rules, spans))).toBe('indeterminate 2');
  });

  test('of several the first that covers gives its reason', () => {
    const rules = `${exempt('where service == "none"')}\nexempt r until 2024-01-01 because "old"\nexempt r because "all"`;
    expect(judged(rules, spans).exempted.map(({ exemption }) => exemption)).toEqual(['all', 'all']);
  });

  test('a run of windows is exempted as one', () => {
    const rules =
      'rule r { per k window 10ms always { count(q) <= 0 } }\nexempt r where span:kind == server because "x"';
    const [first] = judged(rules, [{ trace: 9, id: 9, name: 'boot', start: -100 }, ...spans]).exempted;
    expect(first).toMatchObject({ verdict: 'exempted', peak: 2 });
  });
});
