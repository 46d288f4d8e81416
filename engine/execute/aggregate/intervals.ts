import { endOf, startOf } from '../index/time';
import { IntervalEnd } from '../intervals';
import { firstInterval, type Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import type { Value } from '../value/runtime';
import type { Accumulator } from './accumulator';

/** From an occurrence's start to its latest end, in nanoseconds; an event ends as it starts. */
export interface Interval {
  readonly start: bigint;
  readonly end: bigint;
  /** Whether it is a certain match with a known end. */
  readonly certain: boolean;
}

/** Keeps matches as intervals, for aggregates that look at all of them in the order of their starts. */
export function makeIntervals(
  { run }: Scope,
  finish: (intervals: readonly Interval[], open: boolean) => Value,
): Accumulator {
  const { store } = run;
  const intervals: Interval[] = [];
  const from = firstInterval(store);
  return {
    skipped: 0,
    reset: () => {
      intervals.length = 0;
    },
    add: (occurrence: Occurrence, certain: boolean) => {
      const known = occurrence < from || store.intervals.state[occurrence - from] !== IntervalEnd.unknown;
      intervals.push({ start: startOf(store, occurrence), end: endOf(store, occurrence), certain: certain && known });
    },
    result: (open) => {
      intervals.sort((a, b) => compare(a.start, b.start));
      return finish(intervals, open);
    },
  };
}

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
