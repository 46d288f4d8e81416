import { compareOccurrences } from '../index/order';
import { rootOrEarliest } from '../index/roots';
import { FALSE, TRUE, UNKNOWN } from '../kleene';
import { baseOf, type Occurrence } from '../occurrence';
import { conditionsOf } from '../search/filter';
import { type ListedOutcome, met } from '../verdict/outcome';
import type { RuleJudge, SubjectAtHand } from '../verdict/rule-judge';
import { deciders } from './deciders';

/** The occurrences that decide a listed verdict; at least one. Under `each` its occurrence is the first. */
export function witnesses(judge: RuleJudge, outcome: ListedOutcome, at: SubjectAtHand): readonly Occurrence[] {
  const found = outcome === 'indeterminate' ? ofUnknownTrigger(judge, at) : ofObligations(judge, outcome, at);
  const { store } = judge.run;
  if (found.length === 0) return [at.kind === 'occurrence' ? at.occurrence : fallback(judge)];
  // an interval is shown as what it starts with
  const rest = [...new Set(found.map((occurrence) => baseOf(store, occurrence)))].sort((a, b) =>
    compareOccurrences(store, a, b),
  );
  if (at.kind === 'occurrence')
    return [at.occurrence, ...rest.filter((other) => other !== baseOf(store, at.occurrence))];
  return rest;
}

function ofUnknownTrigger({ rule, triggerScope }: RuleJudge, at: SubjectAtHand): readonly Occurrence[] {
  if (at.kind === 'occurrence' || rule.trigger === null) return [];
  return deciders(rule.trigger, TRUE, true, triggerScope);
}

function ofObligations(judge: RuleJudge, outcome: ListedOutcome, at: SubjectAtHand): readonly Occurrence[] {
  const { obligations, scope } = judge;
  const failed = outcome === 'violated' ? FALSE : UNKNOWN;
  const shown = obligations
    .filter((obligation) => met(obligation) === failed)
    .flatMap(({ plan }) =>
      deciders(plan.condition, plan.kind === 'never' ? TRUE : FALSE, outcome === 'unproven', scope),
    );
  return shown.length > 0 ? shown : ofTrigger(judge, at);
}

/** What makes the trigger true: shown where nothing can be shown of what was not found. */
function ofTrigger({ rule, scope, triggerScope }: RuleJudge, at: SubjectAtHand): readonly Occurrence[] {
  const { subject } = scope;
  const open = subject.open;
  subject.open = at.cut;
  const ofEach = rule.each === null ? [] : conditionsOf(rule.each.source);
  const shown = [
    ...ofEach.flatMap((condition) => deciders(condition, TRUE, false, scope)),
    ...(rule.trigger === null ? [] : deciders(rule.trigger, TRUE, false, triggerScope)),
  ];
  subject.open = open;
  return shown;
}

/** In a group its earliest member, or what that interval starts with; in a trace the only root, else the earliest span. */
function fallback({ group, scope, run }: RuleJudge): Occurrence {
  if (group !== null) return baseOf(run.store, group.earliest());
  return rootOrEarliest(run.index.roots, run.store, scope.subject.trace);
}
