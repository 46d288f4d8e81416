import type { Plan, RulePlan } from '../plan/plan';
import type { Counts, Finding, JudgeOptions, Report, RuleCoverage, RuleSummary, Summary, Verdict } from '../report';
import type { TraceStore } from '../store/store';
import { compareFindings } from './finding/order';
import { Run } from './run';
import { judgeEach } from './verdict/each-rule';
import { judgeGroups } from './verdict/group-rule';
import { RuleJudge } from './verdict/rule-judge';
import { judgeTraces } from './verdict/trace-rule';

/**
 * Judges every rule of a plan over a store.
 * @throws CancelledError if `options.cancelled` says so.
 */
export function judge(plan: Plan, store: TraceStore, options: JudgeOptions = {}): Report {
  const run = new Run(plan, store, options);
  run.cancellation.check();
  const judged = plan.rules.map((rule) => judgeRule(rule, run));
  const rules = judged.map(({ summary }) => summary);
  const findings = judged.flatMap(({ found }) => found).sort(compareFindings);
  const listed = (verdict: Verdict): readonly Finding[] => findings.filter((finding) => finding.verdict === verdict);
  const summary = summarise(run, rules);
  run.values.end();
  return {
    summary,
    rules,
    violations: listed('violated'),
    unproven: listed('unproven'),
    indeterminate: listed('indeterminate'),
    exempted: listed('exempted'),
    ...(options.coverage && { coverage: judged.map(({ coverage }) => coverage!) }),
  };
}

/** What stays of a rule: what it needed while it was judged is forgotten at once. */
interface Judged {
  readonly summary: RuleSummary;
  readonly found: readonly Finding[];
  readonly coverage: RuleCoverage | undefined;
}

function judgeRule(rule: RulePlan, run: Run): Judged {
  const judge = new RuleJudge(rule, run);
  if (judge.group !== null) judgeGroups(judge, judge.group);
  else if (rule.each !== null) judgeEach(judge, rule.each);
  else judgeTraces(judge);
  run.cancellation.check();
  return { summary: summaryOf(judge), found: judge.findings, coverage: judge.coverage?.result() };
}

function summaryOf({ rule, tally }: RuleJudge): RuleSummary {
  const { id, title, severity, origin } = rule;
  return { id, title, severity, origin, ...tally.counts, exercised: tally.exercised };
}

function summarise(run: Run, rules: readonly RuleSummary[]): Summary {
  const { plan, selection } = run;
  const total = (name: keyof Counts): number => rules.reduce((sum, rule) => sum + rule[name], 0);
  return {
    rules: rules.length,
    traces: selection.traceCount,
    spans: selection.spanCount,
    checked: total('checked'),
    held: total('held'),
    violated: total('violated'),
    unproven: total('unproven'),
    exempted: total('exempted'),
    indeterminate: total('indeterminate'),
    unkeyed: total('unkeyed'),
    incomplete: selection.incomplete,
    sampled: selection.sampled,
    vacuous: rules.filter((rule, i) => isVacuous(plan, plan.rules[i]!, rule)).map((rule) => rule.id),
    unseen: unseenIn(run),
    earliest: selection.earliest,
    latest: selection.latest,
  };
}

/** Checked nothing, or was never exercised and an obligation names what nothing declares: a typo, maybe. */
function isVacuous(plan: Plan, rule: RulePlan, { checked, exercised }: RuleSummary): boolean {
  if (checked === 0) return true;
  return exercised === 0 && rule.obligationSignals.some((signal) => !plan.signals[signal]!.declared);
}

/** The signals in rules that nothing in the input matched, by name. */
function unseenIn({ plan, signals }: Run): readonly string[] {
  const named = new Set(plan.rules.flatMap((rule) => rule.signals));
  const unseen = [...named].filter((signal) => signals.members(signal).rows.length === 0);
  return [...new Set(unseen.map((signal) => plan.signals[signal]!.name))].sort();
}
