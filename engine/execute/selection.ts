import { TraceFlag, type TraceStore } from '../store/store';
import { indexOf } from './index/store-index';
import { extent, instantAt } from './index/time';

type Period = { readonly start: bigint | null; readonly end: bigint | null };

/** The traces that are judged, and what the summary says of them. */
export interface Selection {
  /** 1 for each selected trace; null where all are. */
  readonly traces: Uint8Array | null;
  readonly traceCount: number;
  readonly spanCount: number;
  readonly incomplete: number;
  readonly sampled: number;
  /** Nanoseconds since the epoch; null without spans. */
  readonly earliest: bigint | null;
  readonly latest: bigint | null;
}

export const INCOMPLETE_TRACE = TraceFlag.missingParent | TraceFlag.droppedEvents | TraceFlag.droppedLinks;

export function select(store: TraceStore, period: Period | undefined): Selection {
  return period && (period.start !== null || period.end !== null)
    ? describe(store, within(store, period))
    : indexOf(store).wholeSelection;
}

/** Every trace. */
export function selectAll(store: TraceStore): Selection {
  return describe(store, null);
}

function describe(store: TraceStore, traces: Uint8Array | null): Selection {
  const counts = { traceCount: 0, spanCount: 0, incomplete: 0, sampled: 0 };
  let earliest: bigint | null = null;
  let latest: bigint | null = null;
  for (const [first, last] of stretches(store, traces)) {
    const from = store.traces.firstSpan[first]!;
    const to = store.traces.firstSpan[last + 1]!;
    counts.spanCount += to - from;
    if (from === to) continue;
    const found = traces === null ? indexOf(store).extent : extent(store, from, to);
    if (earliest === null || found.earliest < earliest) earliest = found.earliest;
    if (latest === null || found.latest > latest) latest = found.latest;
  }
  for (let trace = 0; trace < store.traces.count; trace++) {
    if (traces !== null && traces[trace] === 0) continue;
    counts.traceCount++;
    if (store.traces.flags[trace]! & INCOMPLETE_TRACE) counts.incomplete++;
    if (store.traces.flags[trace]! & TraceFlag.sampled) counts.sampled++;
  }
  return { traces, ...counts, earliest, latest };
}

/** Spans of one trace are ordered by start, so its first row is its earliest. */
function within(store: TraceStore, { start, end }: Period): Uint8Array {
  const selected = new Uint8Array(store.traces.count);
  for (let trace = 0; trace < selected.length; trace++) {
    const from = store.traces.firstSpan[trace]!;
    if (from === store.traces.firstSpan[trace + 1]) continue;
    const earliest = instantAt(store.spans.start, from);
    if ((start === null || earliest >= start) && (end === null || earliest <= end)) selected[trace] = 1;
  }
  return selected;
}

/** Runs of selected traces, so that their spans are gone through in one loop. */
function* stretches(store: TraceStore, traces: Uint8Array | null): Generator<readonly [number, number]> {
  const { count } = store.traces;
  if (traces === null) {
    if (count > 0) yield [0, count - 1];
    return;
  }
  for (let first = traces.indexOf(1); first >= 0; ) {
    let last = first;
    while (last + 1 < count && traces[last + 1] === 1) last++;
    yield [first, last];
    first = traces.indexOf(1, last + 1);
  }
}
