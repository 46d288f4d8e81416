import { parse } from 'yaml';
import { type AttributeValue, judge, type Plan, type Report } from '../../engine';
import { loadPlans, PLANS } from '../support/generate/alphabet';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { plainData } from '../support/reference/functions';
import { judgeByReference, type RuleResult } from '../support/reference/judge';
import { tracesOfOtlp } from '../support/reference/spans';
import type { Content } from '../support/reference/values';
import { compileTexts } from '../support/rules';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';
import { STD } from './both';
import { shrink } from './shrink';

/** What rules may load. */
const DATA = new Map([['plans.yaml', plainData(parse(PLANS)) as Content]]);

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
  readonly plan: Plan;
}

/** A generated rule must compile; what is left of one when it is made smaller need not. */
export class DoesNotCompile extends Error {}

/** @throws DoesNotCompile */
export function judgeBoth({ rule, spans, assumeComplete }: Pair): Judgements {
  const { plan, diagnostics } = compileTexts([rule], undefined, loadPlans);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new DoesNotCompile(`does not compile: ${errors.map(({ message }) => message).join(' ')}`);
  if (plan.rules.length === 0) throw new DoesNotCompile('no rule');
  const otlp = otlpOf(spans);
  const [result] = judgeByReference(rule, tracesOfOtlp(otlp), { std: STD, data: DATA, assumeComplete });
  const report = judge(plan, storeOf(otlp), { ...SQL, assumeComplete });
  return { engine: linesOfReport(report), reference: linesOfResult(result!), result: result!, plan };
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

/** Of the only rule that was judged. */
export function linesOfResult(result: RuleResult): string {
  const listed = result.listed.map(({ verdict, kind, key, window, witnesses, peak, message, context }) => {
    const shown = window === null ? '' : `${window[0]}…${window[1]} peak ${peak}`;
    return [verdict, kind, ...key, shown, '|', witnesses.join(', '), '|', message, ...context].join(' ');
  });
  return lines(
    COUNTS.map((name) => `${name} ${result[name]}`),
    result.vacuous,
    result.unseen,
    listed,
  );
}

/** The same of the engine's, likewise. */
export function linesOfReport(report: Report): string {
  const [rule] = report.rules;
  const findings = [...report.violations, ...report.unproven, ...report.exempted, ...report.indeterminate];
  const listed = findings.map(({ verdict, subject, witnesses, peak, message, context }) => {
    const key = subject.key.map(([name, value]) => `${name}=${value}`);
    const window = subject.window === null ? '' : `${subject.window.start}…${subject.window.end} peak ${peak}`;
    const shown = witnesses.map(
      ({ traceId, spanId, event }) => `${traceId} ${spanId}${event === null ? '' : ` ${event}`}`,
    );
    const said = context.map(([name, value]) => `${name}=${inContext(value)}`);
    return [verdict, subject.kind, ...key, window, '|', shown.join(', '), '|', message, ...said].join(' ');
  });
  const vacuous = report.summary.vacuous.includes(rule!.id);
  return lines(
    COUNTS.map((name) => `${name} ${rule![name]}`),
    vacuous,
    report.summary.unseen,
    listed,
  );
}

function inContext(value: AttributeValue | null): string {
  if (value === null) return '(absent)';
  return Array.isArray(value) ? `[${value.map(String).join(', ')}]` : String(value);
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

/** How the two disagree about a pair, or what was thrown; undefined where they agree. */
export function disagreement(pair: Pair): string | undefined {
  try {
    const { engine, reference } = judgeBoth(pair);
    return engine === reference ? undefined : `engine\n${engine}\n\nreference\n${reference}`;
  } catch (error) {
    return String(error instanceof Error ? error.stack : error);
  }
}

/** The smallest pair that fails in the same way: with other results, or with the same error. */
export function smallest(pair: Pair): Pair {
  const way = (of: Pair): string | undefined => disagreement(of)?.split('\n')[0];
  const failure = way(pair);
  return shrink(pair, (smaller) => way(smaller) === failure);
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
