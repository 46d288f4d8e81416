import type { TraceIds } from '../columns/trace-ids';

/** Spans by trace, both in the order in which they were read: that is how they lie in memory. */
export interface TraceGroups {
  /** Numbers of `TraceIds`. Traces without spans are left out. */
  readonly traces: Uint32Array;
  /** Rows as read, those of one trace neighbours. */
  readonly rows: Uint32Array;
  /** Where each trace begins in `rows`, and the end of the last. */
  readonly first: Uint32Array;
}

export function groupByTrace(trace: Uint32Array, spanCount: number, ids: TraceIds): TraceGroups {
  const next = new Uint32Array(ids.count);
  for (let row = 0; row < spanCount; row++) next[trace[row]!]!++;
  const traces = new Uint32Array(ids.count);
  const first = new Uint32Array(ids.count + 1);
  let count = 0;
  for (let number = 0, sum = 0; number < ids.count; number++) {
    const size = next[number]!;
    next[number] = sum;
    if (size === 0) continue;
    sum += size;
    traces[count++] = number;
    first[count] = sum;
  }
  const rows = new Uint32Array(spanCount);
  for (let row = 0; row < spanCount; row++) rows[next[trace[row]!]!++] = row;
  return { traces: traces.subarray(0, count), rows, first: first.subarray(0, count + 1) };
}

/** The places of these traces in the order of their ids: the same however the input was split. */
export function orderById(ids: TraceIds, traces: Uint32Array): Uint32Array {
  const places = new Uint32Array(ids.count);
  for (let place = 0; place < traces.length; place++) places[traces[place]!] = place;
  return idOrder(ids, Uint32Array.from(traces)).map((trace) => places[trace]!);
}

/** So many ids that begin alike are no accident: they are sorted by all that they are, not by comparing them. */
const MANY_TIES = 16;

/** Radix sort by the first word, 16 bits at a time; the few ties by the rest. */
function idOrder(ids: TraceIds, traces: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  if (traces.length < 1 << 12) return traces.sort((a, b) => compareIds(ids, a, b));
  const order = radixPasses(ids.column(0), traces);
  const tied = tiedPlaces(ids.column(0), order);
  if (tied.length * MANY_TIES > order.length) {
    return [3, 2, 1, 0].reduce((sorted, word) => radixPasses(ids.column(word), sorted), order);
  }
  sortTies(ids, order, tied);
  return order;
}

/** The places of those that begin with the same word as the one before them. */
function tiedPlaces(words: Uint32Array, order: Uint32Array): number[] {
  const places: number[] = [];
  let before = words[order[0]!]!;
  for (let i = 1; i < order.length; i++) {
    const word = words[order[i]!]!;
    if (word === before) places.push(i);
    before = word;
  }
  return places;
}

function radixPasses(words: Uint32Array, order: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return radixPass(words, radixPass(words, order, 0), 16);
}

function radixPass(words: Uint32Array, order: Uint32Array<ArrayBuffer>, shift: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(1 << 16);
  for (let i = 0; i < order.length; i++) places[(words[order[i]!]! >>> shift) & 0xffff]!++;
  // ids that aren't random are mostly alike
  if (places[(words[order[0]!]! >>> shift) & 0xffff] === order.length) return order;
  let sum = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const size = places[digit]!;
    places[digit] = sum;
    sum += size;
  }
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const trace = order[i]!;
    sorted[places[(words[trace]! >>> shift) & 0xffff]!++] = trace;
  }
  return sorted;
}

function sortTies(ids: TraceIds, order: Uint32Array, tied: readonly number[]): void {
  for (let i = 0; i < tied.length; ) {
    const start = tied[i]! - 1;
    let end = tied[i++]! + 1;
    for (; tied[i] === end; i++) end++;
    order.subarray(start, end).sort((a, b) => compareIds(ids, a, b));
  }
}

function compareIds(ids: TraceIds, a: number, b: number): number {
  for (let index = 0; index < 4; index++) {
    const difference = ids.word(a, index) - ids.word(b, index);
    if (difference !== 0) return difference;
  }
  return 0;
}
