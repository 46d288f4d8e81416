import type { ConditionPlan } from '../../plan/condition';
import { rootOrEarliest } from '../index/roots';
import { chainOf } from '../search/filter';
import { linkedTo } from '../search/linked-search';
import { INCOMPLETE_TRACE } from '../selection';
import { hasMembers, type Members } from '../signal/members';
import type { RuleJudge } from './rule-judge';
import { tracesWith } from './services';

/** One subject for each trace. */
export function judgeTraces(judge: RuleJudge): void {
  const { rule, run, scope, exercisingTraces } = judge;
  const { flags, count } = run.store.traces;
  const candidates = candidateTraces(judge);
  for (let trace = 0; trace < count; trace++) {
    if (candidates !== null && candidates[trace] === 0) continue;
    run.cancellation.step();
    scope.subject.trace = trace;
    // `trace:duration` and `root.x` are read on it
    scope.bind(rule.witness, rootOrEarliest(run.index.roots, run.store, trace));
    const incomplete = !judge.assumesComplete && (flags[trace]! & INCOMPLETE_TRACE) !== 0;
    const outcome = judge.outcome(2, false, incomplete);
    if (outcome === 'not applicable') continue;
    const exercised = exercisingTraces === null || exercisingTraces[trace] === 1;
    if (outcome === 'held') judge.tally.countHeld(exercised);
    else judge.list(outcome, exercised, { kind: 'trace', occurrence: -1, window: null, firstWindow: null, cut: false });
  }
}

/** 1 for each trace that can be a subject; null for all. */
function candidateTraces({ rule, run, resources }: RuleJudge): Uint8Array | null {
  const { traces } = run.selection;
  if (rule.trigger === null) {
    return resources === null ? traces : both(traces, tracesWith(resources, run.store));
  }
  const needed = neededMembers(rule.trigger, (signal) => run.signals.members(signal));
  if (needed === null) return traces;
  const candidates = new Uint8Array(run.store.traces.count);
  for (let trace = 0; trace < candidates.length; trace++) {
    // members of traces that aren't selected were never found
    if (hasMembers(needed.byTrace, trace)) candidates[trace] = 1;
  }
  return candidates;
}

function both(a: Uint8Array | null, b: Uint8Array): Uint8Array {
  return a === null ? b : b.map((value, i) => value & a[i]!);
}

/** The fewest members that a trace must have some of for the trigger not to be false; null if it needs none. */
function neededMembers(trigger: ConditionPlan, members: (signal: number) => Members): Members | null {
  if (trigger.op === 'has') {
    const elsewhere = trigger.search.within !== null || linkedTo(trigger.search) !== null;
    return elsewhere ? null : members(chainOf(trigger.search.source).signal);
  }
  if (trigger.op !== 'and') return null;
  const needed = trigger.of.map((part) => neededMembers(part, members)).filter((found) => found !== null);
  return needed.reduce<Members | null>((a, b) => (a === null || b.rows.length < a.rows.length ? b : a), null);
}
