import type { TraceIds } from '../columns/trace-ids';

/** Spans by trace, in the order of trace ids: the same however the input was split. */
export interface TraceGroups {
  readonly count: number;
  /** Numbers of `TraceIds`, in order. Traces without spans are left out. */
  readonly traces: Uint32Array;
  /** Rows as read, those of one trace neighbours. */
  readonly rows: Uint32Array;
  /** Where each trace begins in `rows`, and the end of the last. */
  readonly first: Uint32Array;
}

export function groupByTrace(trace: Uint32Array, spanCount: number, ids: TraceIds): TraceGroups {
  const sizes = new Uint32Array(ids.count);
  for (let row = 0; row < spanCount; row++) sizes[trace[row]!]!++;
  const traces = idOrder(ids, sizes);
  const first = new Uint32Array(traces.length + 1);
  const next = new Uint32Array(ids.count);
  for (let i = 0; i < traces.length; i++) {
    next[traces[i]!] = first[i]!;
    first[i + 1] = first[i]! + sizes[traces[i]!]!;
  }
  const rows = new Uint32Array(spanCount);
  for (let row = 0; row < spanCount; row++) rows[next[trace[row]!]!++] = row;
  return { count: traces.length, traces, rows, first };
}

/** Radix sort by the first word, 16 bits at a time; the few ties by the rest. */
function idOrder(ids: TraceIds, sizes: Uint32Array): Uint32Array {
  let order = new Uint32Array(ids.count);
  let count = 0;
  for (let trace = 0; trace < ids.count; trace++) if (sizes[trace] !== 0) order[count++] = trace;
  order = order.subarray(0, count);
  if (count < 1 << 12) return order.sort((a, b) => compareIds(ids, a, b));
  order = radixPass(ids, radixPass(ids, order, 0), 16);
  sortTies(ids, order);
  return order;
}

function radixPass(ids: TraceIds, order: Uint32Array<ArrayBuffer>, shift: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(1 << 16);
  for (const trace of order) places[(ids.word(trace, 0) >>> shift) & 0xffff]!++;
  let sum = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const size = places[digit]!;
    places[digit] = sum;
    sum += size;
  }
  const sorted = new Uint32Array(order.length);
  for (const trace of order) sorted[places[(ids.word(trace, 0) >>> shift) & 0xffff]!++] = trace;
  return sorted;
}

function sortTies(ids: TraceIds, order: Uint32Array): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && ids.word(order[end]!, 0) === ids.word(order[start]!, 0)) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareIds(ids, a, b));
    start = end;
  }
}

function compareIds(ids: TraceIds, a: number, b: number): number {
  for (let index = 0; index < 4; index++) {
    const difference = ids.word(a, index) - ids.word(b, index);
    if (difference !== 0) return difference;
  }
  return 0;
}
