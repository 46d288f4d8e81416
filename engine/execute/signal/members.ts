import type { TraceStore } from '../../store/store';
import type { Tree } from '../index/tree';
import { traceOf } from '../occurrence';
import { makeNested, type NestedMembers } from './nested';

/** How sure a membership or a match is; the same numbers as Kleene's. */
export const POSSIBLE = 1;
export const CERTAIN = 2;

/** A signal's members in a store, certain and possible, in the order of rows: spans, then events. */
export class Members {
  private rowsByTrace: ByTrace | undefined;
  private nestedMembers: NestedMembers | undefined;

  private states: Uint8Array | undefined;
  /** Whether every member is a certain one. */
  readonly allCertain: boolean;

  constructor(
    private readonly store: TraceStore,
    /** Members ascending, spans before events. */
    readonly rows: Uint32Array,
    /** For every occurrence 0, `POSSIBLE` or `CERTAIN`; without it every row is certain. */
    state?: Uint8Array,
  ) {
    this.states = state;
    this.allCertain = state === undefined;
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

function allCertain(store: TraceStore, rows: Uint32Array): Uint8Array {
  const state = new Uint8Array(store.spans.count + store.events.count);
  for (let i = 0; i < rows.length; i++) state[rows[i]!] = CERTAIN;
  return state;
}

/** Spans of trace t are `spans[t]` to `spans[t + 1]` in the rows, the latter not included; events likewise. */
export interface ByTrace {
  readonly spans: Uint32Array;
  readonly events: Uint32Array;
}

function makeByTrace(store: TraceStore, rows: Uint32Array): ByTrace {
  const spans = new Uint32Array(store.traces.count + 1);
  const events = new Uint32Array(store.traces.count + 1);
  const { trace, count } = store.spans;
  let i = 0;
  for (; i < rows.length && rows[i]! < count; i++) spans[trace[rows[i]!]! + 1]!++;
  for (; i < rows.length; i++) events[traceOf(store, rows[i]!) + 1]!++;
  accumulate(spans, 0);
  accumulate(events, spans[spans.length - 1]!);
  return { spans, events };
}

/** Counts become positions: traces stand in row order, for spans as for events. */
function accumulate(counts: Uint32Array, from: number): void {
  counts[0] = from;
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
}
