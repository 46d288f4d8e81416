import { type Occurrence, type OccurrenceStore, spanOf } from '../occurrence';
import { compareTimes, startColumn, startRow } from './time';

/** By start, trace id, span id; spans before their events, events in recorded order. Total, whatever the rows' order. */
export function compareOccurrences(store: OccurrenceStore, a: Occurrence, b: Occurrence): number {
  return (
    compareTimes(startColumn(store, a), startRow(store, a), startColumn(store, b), startRow(store, b)) ||
    compareIdentity(store, a, b)
  );
}

/** The same among occurrences of one start. */
export function compareIdentity(store: OccurrenceStore, a: Occurrence, b: Occurrence): number {
  const spanA = spanOf(store, a);
  const spanB = spanOf(store, b);
  if (spanA === spanB) return a - b;
  const { spans, traces } = store;
  return (
    compareBytes(traces.id, spans.trace[spanA]! * 16, traces.id, spans.trace[spanB]! * 16, 16) ||
    compareBytes(spans.id, spanA * 8, spans.id, spanB * 8, 8) ||
    a - b
  );
}

function compareBytes(a: Uint8Array, fromA: number, b: Uint8Array, fromB: number, length: number): number {
  for (let i = 0; i < length; i++) {
    const difference = a[fromA + i]! - b[fromB + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
