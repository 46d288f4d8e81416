import type { RulePlan } from '../../plan/plan';
import type { Search } from '../../plan/search';
import { searchesIn, walkPlan } from '../plan-walk';
import type { Run } from '../run';
import { chainOf } from '../search/filter';
import { linkedTo } from '../search/linked-search';
import { hasMembers } from '../signal/members';

/** Whether an obligation names no signal: then its rule is exercised whenever it is checked. */
export function isAlwaysExercised({ obligations }: RulePlan): boolean {
  return obligations.some(({ condition }) => !searchesIn(condition));
}

/** 1 for each trace in which some signal that an obligation names has at least a possible member; null for all. */
export function exercisingTraces(rule: RulePlan, run: Run): Uint8Array | null {
  if (isExercisedAnywhere(rule, run)) return null;
  const { store } = run;
  const found = new Uint8Array(store.traces.count);
  for (const signal of rule.obligationSignals) {
    const { byTrace } = run.signals.members(signal);
    for (let trace = 0; trace < found.length; trace++) if (hasMembers(byTrace, trace)) found[trace] = 1;
  }
  return found;
}

/** Whether an obligation searches the whole input, for what is linked, and there is something of that signal. */
export function isExercisedAnywhere({ obligations }: RulePlan, run: Run): boolean {
  let found = false;
  walkPlan(obligations, (node) => {
    if (!('source' in node) || node.within !== null) return;
    const search = node as unknown as Search;
    if (linkedTo(search) === null) return;
    if (run.signals.members(chainOf(search.source).signal).rows.length > 0) found = true;
  });
  return found;
}
