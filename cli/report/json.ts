import type { AttributeValue, Explanation, Finding, RuleSummary, Summary } from '../../engine';
import type { Problem } from '../../traces/node';
import { rfc3339 } from '../time';
import type { CheckInput, CheckResult, ShownDiagnostic } from './check-result';

/**
 * `check --format json` as chunks of text: one line for each element of a list, so that results of any size can be
 * streamed and compared. The shape is a contract with scripts: additions are fine, changes are not.
 */
export function* jsonReport(result: CheckResult): Generator<string> {
  const { report, version, period } = result;
  yield '{\n';
  yield `  "version": 1,\n`;
  yield `  "tool": ${JSON.stringify({ name: 'ringfence', version })},\n`;
  yield `  "period": ${JSON.stringify({ start: time(period.start), end: time(period.end) })},\n`;
  yield `  "assume_complete": ${result.assumeComplete},\n`;
  yield* list('inputs', result.inputs, inputJson);
  yield `  "summary": ${JSON.stringify(summaryJson(report.summary))},\n`;
  yield* list('rules', report.rules, ruleJson);
  yield* list('violations', report.violations, findingJson);
  yield* list('unproven', report.unproven, findingJson);
  yield* list('indeterminate', report.indeterminate, findingJson);
  yield* list('exempted', report.exempted, findingJson);
  yield* list('problems', result.problems, problemJson);
  yield* list('diagnostics', result.diagnostics, diagnosticJson, '');
  yield '}\n';
}

export function* list<T>(name: string, items: readonly T[], json: (item: T) => object, end = ','): Generator<string> {
  yield `  "${name}": [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(json(item))}`;
  yield `${items.length === 0 ? '' : '\n  '}]${end}\n`;
}

export function inputJson({ path, format, bytes, sha256, spans, problems, skipped }: CheckInput) {
  return { path, format, bytes, sha256, spans, problems, skipped };
}

function summaryJson(summary: Summary) {
  const { rules, traces, spans, checked, held, violated, unproven, exempted, indeterminate, unkeyed } = summary;
  const { incomplete, sampled, vacuous, unseen } = summary;
  const counts = { checked, held, violated, unproven, exempted, indeterminate, unkeyed };
  return { rules, traces, spans, ...counts, incomplete, sampled, vacuous, unseen };
}

export function ruleJson({
  id,
  severity,
  checked,
  held,
  violated,
  unproven,
  exempted,
  indeterminate,
  unkeyed,
  exercised,
}: RuleSummary) {
  return { id, severity, checked, held, violated, unproven, exempted, indeterminate, unkeyed, exercised };
}

export function problemJson({ path, line, offset, what, skipped }: Problem) {
  return { path, line, offset, what, skipped };
}

export function diagnosticJson({ path, place, severity, code, message }: ShownDiagnostic) {
  return { path, line: place?.line ?? null, column: place?.column ?? null, severity, code, message };
}

export function findingJson(finding: Finding) {
  const { subject, location } = finding;
  return {
    signal_id: finding.signalId,
    rule_id: finding.ruleId,
    severity: finding.severity,
    verdict: finding.verdict,
    trace_id: finding.traceId,
    span_id: finding.spanId,
    timestamp: rfc3339(finding.timestamp),
    service: finding.service,
    tenant: finding.tenant,
    message: finding.message,
    context: record(finding.context),
    recommendation: finding.recommendation,
    explanation: finding.explanation.map(explanationJson),
    missing: finding.missing.map(({ name, reason }) => ({ name, reason })),
    exemption: finding.exemption,
    location: { path: location.path, line: location.line, offset: location.offset },
    subject: {
      kind: subject.kind,
      key: record(subject.key),
      window: subject.window && { start: rfc3339(subject.window.start), end: rfc3339(subject.window.end) },
      peak: finding.peak,
    },
    witnesses: finding.witnesses.map(({ traceId, spanId, event }) => ({ trace_id: traceId, span_id: spanId, event })),
  };
}

function explanationJson({ condition, value, children, operands }: Explanation): object {
  return {
    condition,
    value,
    children: children.map(explanationJson),
    operands: operands.map(({ name, value: read, from }) => ({ name, value: valueJson(read), from })),
  };
}

/** Own properties only, also for a name such as `__proto__`. */
function record(entries: Iterable<readonly [string, AttributeValue | null]>): object {
  return Object.fromEntries(Array.from(entries, ([name, value]) => [name, valueJson(value)]));
}

/** As OTLP's JSON has them: integers beyond 2^53, NaN and infinities as strings, bytes in base64. */
export function valueJson(value: AttributeValue | null): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map) return record(value);
  if (Array.isArray(value)) return value.map(valueJson);
  return value;
}

function time(nanoseconds: bigint | null): string | null {
  return nanoseconds === null ? null : rfc3339(nanoseconds);
}
