import type { ConditionPlan } from '../../plan/condition';
import { Batch } from '../batch/batch';
import { BATCH_SIZE } from '../batch/sizes';
import { rootOrEarliest } from '../index/roots';
import { chainOf } from '../search/filter';
import { linkedTo } from '../search/linked-search';
import { hasMembers, type Members } from '../signal/members';
import { BatchJudge, type Subjects } from './batch-judge';
import type { RuleJudge, SubjectAtHand } from './rule-judge';
import { tracesWith } from './services';

/** One subject for each trace. */
export function judgeTraces(judge: RuleJudge): void {
  const { rule, run, scope } = judge;
  const { count } = run.store.traces;
  const candidates = candidateTraces(judge);
  const batch = new Batch(scope);
  const subjects: Subjects = { traceOf: (place) => batch.traces[place]!, at: () => AS_A_TRACE };
  const judged = new BatchJudge(judge, batch, subjects, true);
  // `trace:duration` and `root.x` are read on it
  const witnesses = batch.column(rule.witness);
  const take = (): void => {
    run.cancellation.step(batch.count);
    judged.take(null);
    batch.clear();
  };
  for (let trace = 0; trace < count; trace++) {
    if (candidates !== null && candidates[trace] === 0) continue;
    if (batch.count === BATCH_SIZE) take();
    witnesses[batch.count] = rootOrEarliest(run.index.roots, run.store, trace);
    batch.traces[batch.count++] = trace;
  }
  if (batch.count > 0) take();
}

const AS_A_TRACE: SubjectAtHand = { kind: 'trace', occurrence: -1, window: null, firstWindow: null, cut: false };

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
