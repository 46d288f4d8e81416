import { type Finding, fetchRequestOf, type JudgeOptions, judge, type Report } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';

/** Compiles rule text, reads of the spans only what the plan asks for, and judges. */
export function judged(rules: string, spans: readonly ShortSpan[], options: JudgeOptions = {}): Report {
  const plan = planOf(rules);
  return judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)), options);
}

/** `held 1 violated 2 …` over all rules: what is not 0. */
export function counts({ summary }: Report): string {
  const names = ['held', 'violated', 'unproven', 'indeterminate', 'unkeyed'] as const;
  return (
    names
      .filter((name) => summary[name] > 0)
      .map((name) => `${name} ${summary[name]}`)
      .join(' ') || 'nothing'
  );
}

export function verdicts(rules: string, spans: readonly ShortSpan[], options: JudgeOptions = {}): string {
  return counts(judged(rules, spans, options));
}

export function findings({ violations, unproven, indeterminate }: Report): readonly Finding[] {
  return [...violations, ...unproven, ...indeterminate];
}

/** The only finding of a report that has just one. */
export function only(report: Report): Finding {
  const all = findings(report);
  if (all.length !== 1) throw new Error(`expected one finding, not ${all.length}: ${counts(report)}`);
  return all[0]!;
}

/** Span numbers of the witnesses; an event is `2:name`. */
export function witnessesOf({ witnesses }: Finding): string {
  return witnesses
    .map(({ spanId, event }) => `${Number.parseInt(spanId.replace(/^b*/, ''), 16)}${event === null ? '' : `:${event}`}`)
    .join(' ');
}

export const MILLISECOND = 1_000_000n;
/** What `start: 0` stands for, in nanoseconds. */
export const EPOCH = 1_729_260_300_000n * MILLISECOND;
