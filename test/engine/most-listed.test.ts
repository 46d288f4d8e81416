import { expect, it } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { judged } from './judging';

const RULE = 'rule r { each s as q always { q.x == 1 } }';

it('counts every subject and lists no more of each verdict than are wanted', () => {
  const spans: ShortSpan[] = Array.from({ length: 10 }, (_, i) => ({
    id: i + 1,
    name: 's',
    start: i,
    duration: 1,
    ...(i < 6 ? { attributes: { x: 2 } } : {}),
  }));
  const report = judged(RULE, spans, { mostListed: 3 });
  expect(report.rules[0]).toMatchObject({ checked: 10, violated: 6, unproven: 4 });
  expect([report.violations.length, report.unproven.length]).toEqual([3, 3]);
  expect(judged(RULE, spans).violations).toHaveLength(6);
});
