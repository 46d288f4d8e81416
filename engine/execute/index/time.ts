import type { TimeColumn, TraceStore } from '../../store/store';
import { baseOf, firstInterval, isInterval, type Occurrence, type OccurrenceStore } from '../occurrence';

const NANOSECONDS = 1_000_000_000n;

/** Nanoseconds since the epoch. */
export function instantAt(column: TimeColumn, row: number): bigint {
  return BigInt(column.seconds[row]!) * NANOSECONDS + BigInt(column.nanoseconds[row]!);
}

export function compareTimes(a: TimeColumn, rowA: number, b: TimeColumn, rowB: number): number {
  return a.seconds[rowA]! - b.seconds[rowB]! || a.nanoseconds[rowA]! - b.nanoseconds[rowB]!;
}

/** Where an occurrence's start stands: a span's start, an event's time; an interval's is that of what it starts with. */
export function startColumn(store: OccurrenceStore, occurrence: Occurrence): TimeColumn {
  return baseOf(store, occurrence) < store.spans.count ? store.spans.start : store.events.time;
}

export function startRow(store: OccurrenceStore, occurrence: Occurrence): number {
  const base = baseOf(store, occurrence);
  return base < store.spans.count ? base : base - store.spans.count;
}

/** Where an occurrence's end stands: a span's end, an event's time; an interval's latest possible end. */
export function endColumn(store: OccurrenceStore, occurrence: Occurrence): TimeColumn {
  if (occurrence < store.spans.count) return store.spans.end;
  return isInterval(store, occurrence) ? store.intervals.end : store.events.time;
}

export function endRow(store: OccurrenceStore, occurrence: Occurrence): number {
  if (occurrence < store.spans.count) return occurrence;
  return occurrence - (isInterval(store, occurrence) ? firstInterval(store) : store.spans.count);
}

/** Nanoseconds since the epoch. */
export function startOf(store: OccurrenceStore, occurrence: Occurrence): bigint {
  return instantAt(startColumn(store, occurrence), startRow(store, occurrence));
}

/** Nanoseconds since the epoch. */
export function endOf(store: OccurrenceStore, occurrence: Occurrence): bigint {
  return instantAt(endColumn(store, occurrence), endRow(store, occurrence));
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
