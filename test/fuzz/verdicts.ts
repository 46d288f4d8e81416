import { judge, type Plan, type Report, type TraceStore } from '../../engine';
import { linesOfReport, linesOfResult } from '../agreement/compare';
import { judgeByReference } from '../support/reference/judge';
import { planOf } from '../support/rules';
import { tracesOfStore } from './by-reference';

const SIGNALS = `
signal some.work = span where span:kind != producer
signal query = event where db.query.text != null
inherited who.asks = who
`;

/** A rule in a file of its own, as the reference takes it. */
export interface JudgedRule {
  readonly text: string;
  readonly plan: Plan;
}

/** Structure, time, groups, inherited names, numbers and texts. */
export const RULES: readonly JudgedRule[] = [
  'rule in-trace { when { some.work.where(tenant.id != null) } always { trace.has(query) } }',
  'rule per-occurrence { each some.work as s always { s.tenant.id == s.root.tenant.id } }',
  'rule over-time { per tenant.id window 1min always { count(some.work) <= 3 } }',
  'rule structure { each some.work as s where s.k != null always { s.has(some.work as t).where(t.who == s.who) } }',
  'rule order { each some.work as s never { trace.has(query as e).where(e.who != s.who).before(s) } }',
  'rule inherited-key { per who.asks always { max(some.work.span:duration) <= 1h and distinct(some.work.k) <= 1 } }',
  'rule numbers { each some.work as s always { s.k + 1 > 0 or s.k starts_with "a" or s.service in ["api", "b"] } }',
].map((rule) => ({ text: SIGNALS + rule, plan: planOf(SIGNALS + rule) }));

/** What the engine says of a store, as text. */
export function verdicts({ plan }: JudgedRule, store: TraceStore): string {
  return JSON.stringify(withoutPlaces(judge(plan, store, {})), written);
}

/** Where something was found is another matter for the plain reader. */
function withoutPlaces(report: Report): unknown {
  const listed = [report.violations, report.unproven, report.indeterminate, report.exempted];
  return [
    report.rules,
    listed.map((list) => list.map(({ ruleId, signalId, verdict, missing }) => [ruleId, signalId, verdict, missing])),
  ];
}

function written(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/**
 * Whether the reference evaluator can judge the spans of a store, and finds the same.
 * @throws Error where it finds something else
 */
export function referenceAgrees({ text, plan }: JudgedRule, store: TraceStore, keys: readonly string[]): boolean {
  const traces = tracesOfStore(store, keys);
  if (traces === undefined || traces.length === 0) return false;
  const engine = linesOfReport(judge(plan, store, {}));
  const reference = linesOfResult(judgeByReference(text, traces)[0]!);
  if (engine !== reference) throw new Error(`engine\n${engine}\n\nreference evaluator\n${reference}\n${text}`);
  return true;
}
