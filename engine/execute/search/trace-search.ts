import type { Search } from '../../plan/search';
import { traceOf } from '../occurrence';
import type { Scope } from '../scope';
import { CERTAIN } from '../signal/members';
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
  const plain = searchOf(each, () => subject.open);
  const search = isStable(plan) && inTraceOf === undefined ? rememberByTrace(plain, scope) : plain;
  if (!filter.plain || intervals !== null || inTraceOf !== undefined) return search;

  if (allCertain) {
    const any = (): 0 | 2 => {
      const { trace } = subject;
      return spans[trace] !== spans[trace + 1] || events[trace] !== events[trace + 1] ? CERTAIN : 0;
    };
    return { ...search, best: any };
  }
  const { state } = filter.members;
  const bestOf = (from: number, to: number): 0 | 1 | 2 => {
    for (let i = from; i < to; i++) if (state[rows[i]!] === CERTAIN) return 2;
    return from < to ? 1 : 0;
  };
  const best = (): 0 | 1 | 2 => {
    const { trace } = subject;
    const ofSpans = bestOf(spans[trace]!, spans[trace + 1]!);
    if (ofSpans === CERTAIN) return ofSpans;
    return bestOf(events[trace]!, events[trace + 1]!) || ofSpans;
  };
  return { ...search, best };
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
