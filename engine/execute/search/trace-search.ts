import type { Search } from '../../plan/search';
import type { Batch } from '../batch/batch';
import { type BatchTest, Results } from '../batch/batch-test';
import { traceOf } from '../occurrence';
import type { Scope } from '../scope';
import { CERTAIN } from '../signal/members';
import { bestInPairs, type CandidatesOf } from './best-in-pairs';
import { searchOf } from './collect';
import type { Filter } from './filter';
import type { OccurrenceSearch, Tally, Visit } from './search';
import { isStable } from './stable';

/** Looks through the signal's members in the subject's trace: spans by start, then events by their span, then intervals. */
export function makeTraceSearch(plan: Search, filter: Filter, scope: Scope): OccurrenceSearch {
  const { subject } = scope;
  const { store } = scope.run;
  const { inTraceOf } = plan;
  const traceAtHand = (): number => (inTraceOf === undefined ? subject.trace : traceOf(store, scope.frame[inTraceOf]!));
  const { byTrace, allCertain } = filter.members;
  const { rows, spans, events, intervals } = byTrace;

  /** True if the visit ended the search. */
  const visitRows = (from: number, to: number, visit: Visit): boolean => {
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const certainty = filter.certainty(row);
      if (certainty !== 0 && visit(row, certainty)) return true;
    }
    return false;
  };
  const each = (visit: Visit): void => {
    const trace = traceAtHand();
    if (visitRows(spans[trace]!, spans[trace + 1]!, visit)) return;
    if (visitRows(events[trace]!, events[trace + 1]!, visit)) return;
    if (intervals !== null) visitRows(intervals[trace]!, intervals[trace + 1]!, visit);
  };
  const alone = searchOf(each, () => subject.open);
  const stable = isStable(plan) && inTraceOf === undefined;
  const search = stable ? rememberByTrace(alone, scope) : alone;
  if (intervals !== null) return search;
  if (!filter.plain || inTraceOf !== undefined) {
    const inPairs = bestInPairs(plan.slot, scope, filter.inBatch, makeCandidates(plan, filter, scope), search.best);
    return { ...search, bestInBatch: stable ? oncePerTrace(inPairs) : inPairs };
  }

  const { state } = filter.members;
  const bestOf = (from: number, to: number): 0 | 1 | 2 => {
    if (allCertain) return from < to ? CERTAIN : 0;
    for (let i = from; i < to; i++) if (state[rows[i]!] === CERTAIN) return 2;
    return from < to ? 1 : 0;
  };
  const bestIn = (trace: number): 0 | 1 | 2 => {
    const ofSpans = bestOf(spans[trace]!, spans[trace + 1]!);
    if (ofSpans === CERTAIN) return ofSpans;
    return bestOf(events[trace]!, events[trace + 1]!) || ofSpans;
  };
  const plain = { ...search, best: () => bestIn(subject.trace), bestInBatch: byTraces(bestIn) };
  return allCertain ? { ...plain, tally: makeTally(filter, scope) } : plain;
}

/** Where all members match there is nothing to go through. */
function makeTally({ members }: Filter, { subject }: Scope): () => Tally {
  const { spans, events } = members.byTrace;
  const tally: Tally = { certain: 0, possible: 0 };
  return () => {
    const { trace } = subject;
    tally.certain = spans[trace + 1]! - spans[trace]! + events[trace + 1]! - events[trace]!;
    return tally;
  };
}

function makeCandidates({ inTraceOf }: Search, { members }: Filter, { run }: Scope): CandidatesOf {
  const { rows, spans, events } = members.byTrace;
  return (batch, place, into, most) => {
    const trace = inTraceOf === undefined ? batch.traces[place]! : traceOf(run.store, batch.column(inTraceOf)[place]!);
    const ofSpans = spans[trace + 1]! - spans[trace]!;
    const count = ofSpans + events[trace + 1]! - events[trace]!;
    for (let i = 0; i < ofSpans && i < most; i++) into[i] = rows[spans[trace]! + i]!;
    for (let i = ofSpans; i < count && i < most; i++) into[i] = rows[events[trace]! + i - ofSpans]!;
    return count;
  };
}

function byTraces(bestIn: (trace: number) => 0 | 1 | 2): BatchTest {
  const results = new Results();
  return ({ traces, count }) => {
    for (let i = 0; i < count; i++) results.array[i] = bestIn(traces[i]!);
    return results.array;
  };
}

/** Where a match depends on the candidate alone, only the first frame of those that search one trace is asked. */
function oncePerTrace(best: BatchTest): BatchTest {
  const first = new Results();
  const results = new Results();
  return (batch, wanted) => {
    markFirst(batch, wanted, first.array);
    const found = best(batch, first.array);
    let last = 0;
    for (let i = 0; i < batch.count; i++) {
      if (first.array[i] === 1) last = found[i]!;
      results.array[i] = last;
    }
    return results.array;
  };
}

/** Marks of each run of one trace the first frame that is wanted. */
function markFirst({ traces, count }: Batch, wanted: Uint8Array | null, first: Uint8Array): void {
  let trace = -1;
  let marked = false;
  for (let i = 0; i < count; i++) {
    if (i === 0 || traces[i] !== trace) marked = false;
    trace = traces[i]!;
    first[i] = (wanted === null || wanted[i] !== 0) && !marked ? 1 : 0;
    if (first[i] === 1) marked = true;
  }
}

/** Where a match depends on the candidate alone, a trace is gone through once, whatever asks in it. */
function rememberByTrace(search: OccurrenceSearch, { subject }: Scope): OccurrenceSearch {
  let tallied = -1;
  let tally: Tally = { certain: 0, possible: 0 };
  let known = -1;
  let best: 0 | 1 | 2 = 0;
  return {
    each: search.each,
    open: search.open,
    tally: () => {
      if (tallied !== subject.trace) tally = search.tally();
      tallied = subject.trace;
      return tally;
    },
    best: () => {
      if (known !== subject.trace) best = search.best();
      known = subject.trace;
      return best;
    },
  };
}
