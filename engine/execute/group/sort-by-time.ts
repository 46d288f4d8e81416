import { compareIdentity } from '../index/order';
import { startColumn, startRow } from '../index/time';
import type { OccurrenceStore } from '../occurrence';

const DIGIT = 16;
const DIGITS = 2 ** DIGIT;

/** So few are compared with each other: a table of all digits is larger than they are. */
const FEW = 1 << 9;

/** Occurrences in the order of `compareOccurrences`, as places in `occurrences`. Linear but for equal starts. */
export function orderByTime(store: OccurrenceStore, occurrences: Uint32Array): Uint32Array {
  const starts = startsOf(store, occurrences);
  let order = new Uint32Array(occurrences.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  const compare = byStart(store, occurrences, starts);
  if (isOrdered(order.length, compare)) return order;
  if (order.length <= FEW) return order.sort(compare);
  for (const key of [starts.nanoseconds, starts.seconds]) {
    order = sortByDigit(order, key, 0);
    order = sortByDigit(order, key, DIGIT);
  }
  orderTies(store, occurrences, starts, order);
  return order;
}

export interface Starts {
  readonly seconds: Uint32Array;
  readonly nanoseconds: Uint32Array;
}

export function startsOf(store: OccurrenceStore, occurrences: Uint32Array): Starts {
  const seconds = new Uint32Array(occurrences.length);
  const nanoseconds = new Uint32Array(occurrences.length);
  const { start, count } = store.spans;
  for (let i = 0; i < occurrences.length; i++) {
    const occurrence = occurrences[i]!;
    const column = occurrence < count ? start : startColumn(store, occurrence);
    const row = occurrence < count ? occurrence : startRow(store, occurrence);
    seconds[i] = column.seconds[row]!;
    nanoseconds[i] = column.nanoseconds[row]!;
  }
  return { seconds, nanoseconds };
}

type PlaceComparison = (a: number, b: number) => number;

function byStart(store: OccurrenceStore, occurrences: Uint32Array, starts: Starts): PlaceComparison {
  const { seconds, nanoseconds } = starts;
  return (a, b) =>
    seconds[a]! - seconds[b]! ||
    nanoseconds[a]! - nanoseconds[b]! ||
    compareIdentity(store, occurrences[a]!, occurrences[b]!);
}

/** Traces that came one after another are in the order of time as they are. */
function isOrdered(count: number, compare: PlaceComparison): boolean {
  for (let i = 1; i < count; i++) if (compare(i - 1, i) > 0) return false;
  return true;
}

/** One stable pass of a radix sort; none where all digits are the same. */
function sortByDigit(order: Uint32Array<ArrayBuffer>, key: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(DIGITS + 1);
  for (const value of key) places[((value >>> shift) & (DIGITS - 1)) + 1]!++;
  if (places.indexOf(key.length) > 0) return order;
  for (let digit = 0; digit < DIGITS; digit++) places[digit + 1]! += places[digit]!;
  const sorted = new Uint32Array(order.length);
  for (const at of order) sorted[places[(key[at]! >>> shift) & (DIGITS - 1)]!++] = at;
  return sorted;
}

function orderTies(store: OccurrenceStore, occurrences: Uint32Array, starts: Starts, order: Uint32Array): void {
  const same = (a: number, b: number) =>
    starts.seconds[a] === starts.seconds[b] && starts.nanoseconds[a] === starts.nanoseconds[b];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && same(order[from]!, order[to]!)) to++;
    if (to - from > 1) {
      order.subarray(from, to).sort((a, b) => compareIdentity(store, occurrences[a]!, occurrences[b]!));
    }
    from = to;
  }
}
