import type { Search } from '../../plan/search';
import { baseOf, isEvent, spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { lowerBound } from '../signal/nested';
import { bestInPairs, type CandidatesOf } from './best-in-pairs';
import { searchOf } from './collect';
import type { Filter } from './filter';
import type { OccurrenceSearch, Visit } from './search';

/**
 * Looks through what belongs to an occurrence: its events, its span itself and the span's descendants with
 * their events. An event has no events; its span is no occurrence of its own signal.
 */
export function makeWithinSearch(plan: Search, filter: Filter, scope: Scope): OccurrenceSearch {
  const { frame, bound, run, subject } = scope;
  const { store } = run;
  const { tree } = run.index;
  const { rows, enter } = filter.members.nested(tree);
  const { hasIntervals } = filter.members;
  const slot = plan.within!;
  const exceptsItself = plan.except === filter.signal;
  // a span's events are the last of what stands on it, unless there are intervals: an event's span may have many, to be passed over at once
  const behindEvents = (i: number): number => (hasIntervals ? i + 1 : lowerBound(enter, enter[i]! + 1, i));

  // who asks goes through spans as they lie
  let first = 0;
  const each = (visit: Visit): void => {
    const occurrence = frame[slot]!;
    const span = spanOf(store, occurrence);
    const ofEvent = occurrence !== span;
    const last = tree.leave[span]!;
    first = lowerBound(enter, tree.enter[span]!, first);
    for (let i = first; i < rows.length && enter[i]! <= last; ) {
      const row = rows[i]!;
      if (ofEvent && isEvent(store, baseOf(store, row)) && spanOf(store, row) === span) {
        i = behindEvents(i);
        continue;
      }
      i++;
      if (row === bound[slot] && exceptsItself) continue;
      const certainty = filter.certainty(row);
      if (certainty !== 0 && visit(row, certainty)) return;
    }
  };
  const candidatesOf: CandidatesOf = (batch, place, into, most) => {
    const occurrence = batch.column(slot)[place]!;
    const span = spanOf(store, occurrence);
    const last = tree.leave[span]!;
    let count = 0;
    first = lowerBound(enter, tree.enter[span]!, first);
    for (let i = first; i < rows.length && enter[i]! <= last; ) {
      const row = rows[i]!;
      if (occurrence !== span && isEvent(store, row) && spanOf(store, row) === span) {
        i = behindEvents(i);
        continue;
      }
      i++;
      if (row === occurrence && exceptsItself) continue;
      if (count === most) return count + 1;
      into[count++] = row;
    }
    return count;
  };
  const search = searchOf(each, () => subject.open);
  if (filter.members.hasIntervals) return search;
  return { ...search, bestInBatch: bestInPairs(plan.slot, scope, filter.inBatch, candidatesOf, search.best) };
}
