import { type Finding, fetchRequestOf, type JudgeOptions, judge, type Report } from '../../engine';
import { type CompiledProject, compileProject, parseRuleFile } from '../../language';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { PACKS } from '../support/rules';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';

/** What files that rules load say, by their names. */
export type Data = Readonly<Record<string, string>>;

/** Rule text and what it loads, compiled; nothing in it may be wrong. */
export function planOf(rules: string, data: Data = {}): CompiledProject['plan'] {
  const { plan, diagnostics } = compileProject({
    files: [parseRuleFile('file:///rules/r.fence', rules)],
    packs: PACKS,
    loadData: (uri) => data[uri.replace('file:///rules/', '')],
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return plan;
}

/** Compiles rule text, reads of the spans only what the plan asks for, and judges. */
export function judged(
  rules: string,
  spans: readonly ShortSpan[],
  options: JudgeOptions = {},
  data: Data = {},
): Report {
  const plan = planOf(rules, data);
  return judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)), { ...SQL, ...options });
}

/** `held 1 violated 2 …` over all rules: what is not 0. */
export function counts({ summary }: Report): string {
  const names = ['held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'] as const;
  return (
    names
      .filter((name) => summary[name] > 0)
      .map((name) => `${name} ${summary[name]}`)
      .join(' ') || 'nothing'
  );
}

/** A condition on the attributes of one span `q`: whether it is true, false or unknown. */
export function truth(
  condition: string,
  attributes: ShortSpan['attributes'],
  more: Partial<ShortSpan> = {},
  declarations = '',
  data: Data = {},
): string {
  const rules = `${declarations}\nrule r { each s as q always { ${condition} } }`;
  const spans = [{ id: 1, name: 's', kind: 'server' as const, ...(attributes ? { attributes } : {}), ...more }];
  const found = counts(judged(rules, spans, {}, data));
  return { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' }[found] ?? found;
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

/** The same of the first violation. */
export function violatedBy({ violations }: Report): string {
  return witnessesOf(violations[0]!);
}

export const MILLISECOND = 1_000_000n;
/** What `start: 0` stands for, in nanoseconds. */
export const EPOCH = 1_729_260_300_000n * MILLISECOND;
