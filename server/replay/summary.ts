import type { ReplaySummary } from '../../protocol';
import type { ProjectOutcome } from './messages';

type Count = 'checked' | 'held' | 'violated' | 'unproven' | 'exempted' | 'indeterminate' | 'unkeyed';

/** All projects of a replay in one. */
export function summarize(outcomes: readonly ProjectOutcome[], ruleErrors: number): ReplaySummary {
  const rules = outcomes.flatMap((outcome) => outcome.rules);
  const counted = (name: Count) => rules.reduce((sum, rule) => sum + rule[name], 0);
  const total = (name: 'traces' | 'spans' | 'incomplete' | 'problems') =>
    outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
  return {
    rules: rules.length,
    traces: total('traces'),
    spans: total('spans'),
    checked: counted('checked'),
    held: counted('held'),
    violated: counted('violated'),
    unproven: counted('unproven'),
    exempted: counted('exempted'),
    indeterminate: counted('indeterminate'),
    unkeyed: counted('unkeyed'),
    incomplete: total('incomplete'),
    vacuous: rules.filter(({ vacuous }) => vacuous).map(({ id }) => id),
    unseen: [...new Set(rules.flatMap(({ unseen }) => unseen))].sort(),
    problems: total('problems') + ruleErrors,
  };
}

/** What a replay that had nothing to do lacked, in one sentence; null if it had rules and spans. */
export function whatIsMissing(outcomes: readonly ProjectOutcome[], ruleFiles: number, rules: number): string | null {
  if (ruleFiles === 0) return 'There are no rule files: create a .fence file, or open a folder that has one.';
  if (rules === 0) return 'No rule can run yet: the rule files have none, or none without an error.';
  if (outcomes.some(({ spans }) => spans > 0)) return null;
  const files = outcomes.flatMap(({ inputs }) => inputs).length;
  if (files === 0)
    return 'There are no trace files: put OTLP JSON or protobuf into this folder, or name them in ringfence.json.';
  return 'No file has a span in it: the Traces view says why each was passed over.';
}
