import type { Tree } from '../index/tree';
import { firstInterval, type OccurrenceStore, traceOf } from '../occurrence';
import { makeNested, type NestedMembers } from './nested';

/** How sure a membership or a match is; the same numbers as Kleene's. */
export const POSSIBLE = 1;
export const CERTAIN = 2;

/** A signal's members in a store, certain and possible, in the order of numbers: spans, events, intervals. */
export class Members {
  private rowsByTrace: ByTrace | undefined;
  private nestedMembers: NestedMembers | undefined;

  private states: Uint8Array | undefined;
  /** Whether every member is a certain one. */
  readonly allCertain: boolean;

  constructor(
    private readonly store: OccurrenceStore,
    /** Members ascending: spans, events, intervals. */
    readonly rows: Uint32Array,
    /** For every occurrence 0, `POSSIBLE` or `CERTAIN`; without it every row is certain. */
    state?: Uint8Array,
  ) {
    this.states = state;
    this.allCertain = state === undefined;
  }

  /** Whether there are intervals among them. */
  get hasIntervals(): boolean {
    return this.rows.length > 0 && this.rows[this.rows.length - 1]! >= firstInterval(this.store);
  }

  /** For every occurrence 0, `POSSIBLE` or `CERTAIN`. */
  get state(): Uint8Array {
    this.states ??= allCertain(this.store, this.rows);
    return this.states;
  }

  /** Where the members of each trace stand in `rows`. */
  get byTrace(): ByTrace {
    this.rowsByTrace ??= makeByTrace(this.store, this.rows);
    return this.rowsByTrace;
  }

  /** In the order of nested-set numbers. */
  nested(tree: Tree): NestedMembers {
    this.nestedMembers ??= makeNested(this.store, this, tree);
    return this.nestedMembers;
  }
}

/** 0 for every occurrence there is so far. */
export function emptyState(store: OccurrenceStore): Uint8Array {
  return new Uint8Array(firstInterval(store) + store.intervals.count);
}

function allCertain(store: OccurrenceStore, rows: Uint32Array): Uint8Array {
  const state = emptyState(store);
  for (let i = 0; i < rows.length; i++) state[rows[i]!] = CERTAIN;
  return state;
}

/** Spans of trace t are `spans[t]` to `spans[t + 1]` in `rows`, the latter not included; events and intervals likewise. */
export interface ByTrace {
  /** Spans, then events, then intervals, each trace by trace. */
  readonly rows: Uint32Array;
  readonly spans: Uint32Array;
  readonly events: Uint32Array;
  /** Null where there are none. */
  readonly intervals: Uint32Array | null;
}

function makeByTrace(store: OccurrenceStore, rows: Uint32Array): ByTrace {
  const spans = new Uint32Array(store.traces.count + 1);
  const events = new Uint32Array(store.traces.count + 1);
  const { trace, count } = store.spans;
  const last = firstInterval(store);
  let i = 0;
  for (; i < rows.length && rows[i]! < count; i++) spans[trace[rows[i]!]! + 1]!++;
  for (; i < rows.length && rows[i]! < last; i++) events[traceOf(store, rows[i]!) + 1]!++;
  accumulate(spans, 0);
  accumulate(events, spans[spans.length - 1]!);
  if (i === rows.length) return { rows, spans, events, intervals: null };
  return { rows: intervalsByTrace(store, rows, i), spans, events, intervals: countIntervals(store, rows, i) };
}

/** Intervals are numbered as they were found: several signals' stand one after another. */
function intervalsByTrace(store: OccurrenceStore, rows: Uint32Array, from: number): Uint32Array {
  const ordered = rows.slice();
  ordered.subarray(from).sort((a, b) => traceOf(store, a) - traceOf(store, b) || a - b);
  return ordered;
}

function countIntervals(store: OccurrenceStore, rows: Uint32Array, from: number): Uint32Array {
  const intervals = new Uint32Array(store.traces.count + 1);
  for (let i = from; i < rows.length; i++) intervals[traceOf(store, rows[i]!) + 1]!++;
  accumulate(intervals, from);
  return intervals;
}

/** Whether a trace has a member. */
export function hasMembers({ spans, events, intervals }: ByTrace, trace: number): boolean {
  if (spans[trace] !== spans[trace + 1] || events[trace] !== events[trace + 1]) return true;
  return intervals !== null && intervals[trace] !== intervals[trace + 1];
}

/** Counts become positions: traces stand in row order, for spans as for events. */
function accumulate(counts: Uint32Array, from: number): void {
  counts[0] = from;
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
}
