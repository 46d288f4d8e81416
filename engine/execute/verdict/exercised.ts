import type { RulePlan } from '../../plan/plan';
import { traceOf } from '../occurrence';
import { walkPlan } from '../plan-walk';
import type { Run } from '../run';

/** Whether an obligation names no signal: then its rule is exercised whenever it is checked. */
export function isAlwaysExercised({ obligations }: RulePlan): boolean {
  return obligations.some(({ condition }) => {
    let searches = false;
    walkPlan(condition, (node) => {
      if ('source' in node) searches = true;
    });
    return !searches;
  });
}

/** 1 for each trace in which some signal has at least a possible member. */
export function tracesWithMembers(signals: readonly number[], run: Run): Uint8Array {
  const { store } = run;
  const found = new Uint8Array(store.traces.count);
  for (const signal of signals) for (const row of run.signals.members(signal).rows) found[traceOf(store, row)] = 1;
  return found;
}
