import type { TimeColumn } from '../../store/store';
import { endColumn, endRow, startColumn, startRow } from '../index/time';
import { IntervalEnd } from '../intervals';
import { firstInterval, isEvent, type Occurrence, spanOf } from '../occurrence';
import type { Run } from '../run';
import { makeOneClock } from './one-clock';

/**
 * How two moments stand in time: below 0 the first is earlier, above 0 later; NaN where the order can't be
 * known, which makes every comparison with it false.
 */
export type Order = number;

/** Starts and ends of occurrences beside each other. Closer than the skew of two clocks their order is unknown. */
export interface Clock {
  startToStart(a: Occurrence, b: Occurrence): Order;
  endToStart(a: Occurrence, b: Occurrence): Order;
  endToEnd(a: Occurrence, b: Occurrence): Order;
  /** How the distance of two starts stands to a length of time. */
  apart(a: Occurrence, b: Occurrence, length: bigint): Order;
  /** Whether both are events of one span: they are in recorded order. */
  recorded(a: Occurrence, b: Occurrence): boolean;
}

/** @param skew nanoseconds by which clocks of different hosts may differ */
export function makeClock(run: Run, skew: bigint): Clock {
  const { store } = run;
  const closest = Number(skew);
  const oneClock = closest > 0 ? makeOneClock(run) : () => true;
  const intervals = firstInterval(store);
  const endUnknown = (occurrence: Occurrence): boolean =>
    occurrence >= intervals && store.intervals.state[occurrence - intervals] === IntervalEnd.unknown;
  const unless = (unknown: boolean, difference: number, a: Occurrence, b: Occurrence): Order =>
    unknown || (Math.abs(difference) < closest && !oneClock(spanOf(store, a), spanOf(store, b)))
      ? Number.NaN
      : difference;
  const starts = (a: Occurrence, b: Occurrence): number =>
    difference(startColumn(store, a), startRow(store, a), startColumn(store, b), startRow(store, b));
  return {
    startToStart: (a, b) => unless(false, starts(a, b), a, b),
    endToStart: (a, b) => {
      const found = difference(endColumn(store, a), endRow(store, a), startColumn(store, b), startRow(store, b));
      return unless(endUnknown(a), found, a, b);
    },
    endToEnd: (a, b) => {
      const found = difference(endColumn(store, a), endRow(store, a), endColumn(store, b), endRow(store, b));
      return unless(endUnknown(a) || endUnknown(b), found, a, b);
    },
    apart: (a, b, length) => unless(false, Math.abs(starts(a, b)) - Number(length), a, b),
    recorded: (a, b) => isEvent(store, a) && isEvent(store, b) && spanOf(store, a) === spanOf(store, b),
  };
}

/** In nanoseconds: exact up to a hundred days, and of the right sign beyond. */
function difference(a: TimeColumn, rowA: number, b: TimeColumn, rowB: number): number {
  return (a.seconds[rowA]! - b.seconds[rowB]!) * 1e9 + (a.nanoseconds[rowA]! - b.nanoseconds[rowB]!);
}
