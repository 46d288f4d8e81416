import { fetchRequestOf, type JudgeOptions, judge, type Report, type Verdict } from '../../engine';
import { type CompiledProject, compileProject, parseRuleFile } from '../../language';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { PACKS } from '../support/rules';
import { storeOf } from '../support/store';

/** Rule text and what it loads, compiled; nothing in it may be wrong. */
export function compiled(rules: string, data: Readonly<Record<string, string>> = {}): CompiledProject['plan'] {
  const { plan, diagnostics } = compileProject({
    files: [parseRuleFile('file:///rules/r.fence', rules)],
    packs: PACKS,
    loadData: (uri) => data[uri.replace('file:///rules/', '')],
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return plan;
}

/** Judges rule text over traces of which only what the rules ask for is read. */
export function judged(
  rules: string,
  spans: readonly ShortSpan[],
  options: JudgeOptions = {},
  data: Readonly<Record<string, string>> = {},
): Report {
  const plan = compiled(rules, data);
  return judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)), options);
}

const COUNTED = ['held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'] as const;

/** `held 1 violated 2 …` of all rules, what is 0 left out. */
export function counts({ summary }: Report): string {
  const found = COUNTED.filter((name) => summary[name] > 0).map((name) => `${name} ${summary[name]}`);
  return found.join(' ') || 'nothing';
}

/** The numbers of the spans that each finding of one verdict names, first those of the first; an event is `2:name`. */
export function witnesses(report: Report, verdict: Exclude<Verdict, 'held'>): string {
  const lists = {
    violated: report.violations,
    unproven: report.unproven,
    exempted: report.exempted,
    indeterminate: report.indeterminate,
  };
  return lists[verdict]
    .map((finding) =>
      finding.witnesses
        .map(({ spanId, event }) => {
          const number = Number.parseInt(spanId.replace(/^b*/, ''), 16);
          return event === null ? String(number) : `${number}:${event}`;
        })
        .join(' '),
    )
    .join(', ');
}

/** A condition on attributes x and y of one span: true, false or unknown there. */
export function truth(
  condition: string,
  attributes: ShortSpan['attributes'],
  more: Partial<ShortSpan> = {},
  declarations = '',
  data: Readonly<Record<string, string>> = {},
): string {
  const rules = `${declarations}\nrule r { each s as q always { ${condition} } }`;
  const spans = [{ id: 1, name: 's', kind: 'server' as const, ...(attributes ? { attributes } : {}), ...more }];
  const found = counts(judged(rules, spans, {}, data));
  return { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' }[found] ?? found;
}
