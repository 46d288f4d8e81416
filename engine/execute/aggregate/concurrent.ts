import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE } from '../value/nothing';
import { Range, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { compare, type Interval, makeIntervals } from './intervals';

/** The most that are open at one instant; an interval's end is not in it. */
export function makeConcurrent(_: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return makeIntervals(scope, finish);
}

function finish(intervals: readonly Interval[], open: boolean): Value {
  if (intervals.length === 0) return open ? INCOMPLETE : ABSENT;
  const low = mostOpen(intervals.filter((interval) => interval.certain));
  const high = open ? Number.POSITIVE_INFINITY : mostOpen(intervals);
  return low === high ? low : new Range(low, high, 'number');
}

/** Goes through starts in order; what ends at an instant has ended there. */
function mostOpen(intervals: readonly Interval[]): number {
  const lasting = intervals.filter(({ start, end }) => end > start);
  const ends = lasting.map((interval) => interval.end).sort(compare);
  let ended = 0;
  let most = 0;
  lasting.forEach(({ start }, started) => {
    while (ends[ended]! <= start) ended++;
    most = Math.max(most, started + 1 - ended);
  });
  return most;
}
