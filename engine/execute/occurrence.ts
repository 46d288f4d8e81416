import type { TraceStore } from '../store/store';
import { Intervals } from './intervals';

/**
 * A span, an event or an interval as one number: span rows as they are, event rows behind them, then the
 * intervals that rules make of them. No occurrence: -1.
 */
export type Occurrence = number;

/** A store with the intervals that one judgement makes of its occurrences. */
export interface OccurrenceStore extends TraceStore {
  readonly intervals: Intervals;
}

export function withIntervals(store: TraceStore): OccurrenceStore {
  const { values, traces, spans, events, links, resourceCount, instrumentationCount, files, listed } = store;
  const column: TraceStore['column'] = (scope, key) => store.column(scope, key);
  const shared = { values, traces, spans, events, links, resourceCount, instrumentationCount, files, listed };
  return { ...shared, column, intervals: new Intervals() };
}

/** Where the numbers of intervals begin. */
export function firstInterval(store: TraceStore): number {
  return store.spans.count + store.events.count;
}

/** Where an interval stands: what it starts with. Spans and events themselves. */
export function baseOf(store: OccurrenceStore, occurrence: Occurrence): Occurrence {
  const interval = occurrence - firstInterval(store);
  return interval < 0 ? occurrence : store.intervals.from[interval]!;
}

/** Whether it is an event; an interval that starts with one is none. */
export function isEvent(store: TraceStore, occurrence: Occurrence): boolean {
  return occurrence >= store.spans.count && occurrence < firstInterval(store);
}

export function isInterval(store: TraceStore, occurrence: Occurrence): boolean {
  return occurrence >= firstInterval(store);
}

/** The span itself, or the one that an event belongs to or an interval stands on. */
export function spanOf(store: OccurrenceStore, occurrence: Occurrence): number {
  const event = occurrence - store.spans.count;
  if (event < 0) return occurrence;
  return event < store.events.count ? store.events.span[event]! : spanOf(store, baseOf(store, occurrence));
}

export function traceOf(store: OccurrenceStore, occurrence: Occurrence): number {
  return store.spans.trace[spanOf(store, occurrence)]!;
}
