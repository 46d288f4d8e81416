import type { Finding } from '../../report';

/** By timestamp, trace id, span id, rule id; at last by subject, so that the order is total. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.timestamp, b.timestamp) ||
    compare(a.traceId, b.traceId) ||
    compare(a.spanId, b.spanId) ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.signalId, b.signalId)
  );
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
