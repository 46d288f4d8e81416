import { judge, type Report } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { judgeByReference, type RuleResult } from '../support/reference/judge';
import { spansOfOtlp } from '../support/reference/spans';
import { compileTexts } from '../support/rules';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';
import { STD } from './both';

/** One generated rule file over one generated set of traces. */
export interface Pair {
  readonly rule: string;
  readonly spans: readonly ShortSpan[];
  readonly assumeComplete: boolean;
}

/** What both sides must say, as lines: equal text is agreement. */
export interface Judgements {
  readonly engine: string;
  readonly reference: string;
  /** Of the reference, to measure what the pairs cover. */
  readonly result: RuleResult;
}

/** @throws Error if the rule does not compile: the generators make valid rules only. */
export function judgeBoth({ rule, spans, assumeComplete }: Pair): Judgements {
  const { plan, diagnostics } = compileTexts([rule]);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`does not compile: ${errors.map(({ message }) => message).join(' ')}`);
  const otlp = otlpOf(spans);
  const [result] = judgeByReference(rule, spansOfOtlp(otlp), { std: STD, assumeComplete });
  const report = judge(plan, storeOf(otlp), { ...SQL, assumeComplete });
  return { engine: linesOfReport(report), reference: linesOfResult(result!), result: result! };
}

const COUNTS = [
  'checked',
  'held',
  'violated',
  'unproven',
  'exempted',
  'indeterminate',
  'unkeyed',
  'exercised',
] as const;

function linesOfResult(result: RuleResult): string {
  const listed = result.listed.map(({ verdict, kind, key, window, witnesses }) =>
    [verdict, kind, ...key, window === null ? '' : `${window[0]}…${window[1]}`, '|', witnesses.join(', ')].join(' '),
  );
  return lines(
    COUNTS.map((name) => `${name} ${result[name]}`),
    result.vacuous,
    result.unseen,
    listed,
  );
}

function linesOfReport(report: Report): string {
  const [rule] = report.rules;
  const findings = [...report.violations, ...report.unproven, ...report.exempted, ...report.indeterminate];
  const listed = findings.map(({ verdict, subject, witnesses }) => {
    const key = subject.key.map(([name, value]) => `${name}=${value}`);
    const window = subject.window === null ? '' : `${subject.window.start}…${subject.window.end}`;
    const shown = witnesses.map(
      ({ traceId, spanId, event }) => `${traceId} ${spanId}${event === null ? '' : ` ${event}`}`,
    );
    return [verdict, subject.kind, ...key, window, '|', shown.join(', ')].join(' ');
  });
  const vacuous = report.summary.vacuous.includes(rule!.id);
  return lines(
    COUNTS.map((name) => `${name} ${rule![name]}`),
    vacuous,
    report.summary.unseen,
    listed,
  );
}

function lines(
  counts: readonly string[],
  vacuous: boolean,
  unseen: readonly string[],
  listed: readonly string[],
): string {
  return [
    counts.join(', ') + (vacuous ? ', vacuous' : ''),
    `unseen ${[...unseen].sort().join(' ')}`,
    ...[...listed].sort(),
  ].join('\n');
}

/** A pair as someone who must find the fault wants to see it. */
export function show({ rule, spans, assumeComplete }: Pair): string {
  const isPlain = (value: unknown): boolean => ['{}', '[]', '"internal"'].includes(JSON.stringify(value));
  const brief = (_: string, value: unknown): unknown =>
    typeof value === 'number' && Number.isNaN(value) ? 'NaN' : value;
  const shown = spans
    .map((span) => Object.fromEntries(Object.entries(span).filter(([, value]) => !isPlain(value))))
    .map((span) => JSON.stringify(span, brief))
    .join('\n');
  return `${rule}\n${shown}\n${assumeComplete ? 'complete assumed\n' : ''}`;
}
