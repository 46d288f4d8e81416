import type { TraceStore } from '../store/store';

/**
 * A span or an event as one number: span rows as they are, event rows behind them. No occurrence: -1.
 */
export type Occurrence = number;

export function eventOccurrence(store: TraceStore, event: number): Occurrence {
  return store.spans.count + event;
}

export function isEvent(store: TraceStore, occurrence: Occurrence): boolean {
  return occurrence >= store.spans.count;
}

/** The span itself, or the one that an event belongs to. */
export function spanOf(store: TraceStore, occurrence: Occurrence): number {
  const event = occurrence - store.spans.count;
  return event < 0 ? occurrence : store.events.span[event]!;
}

export function traceOf(store: TraceStore, occurrence: Occurrence): number {
  return store.spans.trace[spanOf(store, occurrence)]!;
}
