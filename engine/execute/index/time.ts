import type { TimeColumn, TraceStore } from '../../store/store';
import type { Occurrence } from '../occurrence';

const NANOSECONDS = 1_000_000_000n;

/** Nanoseconds since the epoch. */
export function instantAt(column: TimeColumn, row: number): bigint {
  return BigInt(column.seconds[row]!) * NANOSECONDS + BigInt(column.nanoseconds[row]!);
}

export function compareTimes(a: TimeColumn, rowA: number, b: TimeColumn, rowB: number): number {
  return a.seconds[rowA]! - b.seconds[rowB]! || a.nanoseconds[rowA]! - b.nanoseconds[rowB]!;
}

/** Where an occurrence's start stands: a span's start, an event's time. */
export function startColumn(store: TraceStore, occurrence: Occurrence): TimeColumn {
  return occurrence < store.spans.count ? store.spans.start : store.events.time;
}

export function startRow(store: TraceStore, occurrence: Occurrence): number {
  return occurrence < store.spans.count ? occurrence : occurrence - store.spans.count;
}

/** A span's start, an event's time; nanoseconds since the epoch. */
export function startOf(store: TraceStore, occurrence: Occurrence): bigint {
  return instantAt(startColumn(store, occurrence), startRow(store, occurrence));
}

/** A span's end, an event's time; nanoseconds since the epoch. */
export function endOf(store: TraceStore, occurrence: Occurrence): bigint {
  return occurrence < store.spans.count ? instantAt(store.spans.end, occurrence) : startOf(store, occurrence);
}

/** Nanoseconds since the epoch. */
export interface Extent {
  readonly earliest: bigint;
  readonly latest: bigint;
}

/** Earliest start and latest end of the spans from one row to another, the latter not included. */
export function extent(store: TraceStore, from: number, to: number): Extent {
  const { start, end } = store.spans;
  let first = from;
  let last = from;
  for (let row = from + 1; row < to; row++) {
    if (compareTimes(start, row, start, first) < 0) first = row;
    if (compareTimes(end, row, end, last) > 0) last = row;
  }
  return { earliest: instantAt(start, first), latest: instantAt(end, last) };
}
