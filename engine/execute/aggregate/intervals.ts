import { endOf, startOf } from '../index/time';
import type { Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import type { Value } from '../value/runtime';
import type { Accumulator } from './accumulator';

/** From an occurrence's start to its end, in nanoseconds; an event ends as it starts. */
export interface Interval {
  readonly start: bigint;
  readonly end: bigint;
  readonly certain: boolean;
}

/** Keeps matches as intervals, for aggregates that look at all of them in the order of their starts. */
export function makeIntervals(
  { run }: Scope,
  finish: (intervals: readonly Interval[], open: boolean) => Value,
): Accumulator {
  const intervals: Interval[] = [];
  return {
    skipped: 0,
    reset: () => {
      intervals.length = 0;
    },
    add: (occurrence: Occurrence, certain: boolean) => {
      intervals.push({ start: startOf(run.store, occurrence), end: endOf(run.store, occurrence), certain });
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
