import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE } from '../value/nothing';
import { Duration, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { type Interval, makeIntervals } from './intervals';

/** The longest silence from an end to the next start: zero where there is none. */
export function makeGap(_: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return makeIntervals(scope, finish);
}

function finish(intervals: readonly Interval[], open: boolean): Value {
  if (open || intervals.some((interval) => !interval.certain)) return INCOMPLETE;
  if (intervals.length === 0) return ABSENT;
  let longest = 0n;
  let end = intervals[0]!.end;
  for (const interval of intervals) {
    if (interval.start - end > longest) longest = interval.start - end;
    if (interval.end > end) end = interval.end;
  }
  return new Duration(longest);
}
