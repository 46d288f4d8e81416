import type { TraceStore } from '../../store/store';

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (let i = from; i < from + length; i++) text += digits[bytes[i]!];
  return text;
}

/** 32 hex digits. */
export function traceIdOf(store: TraceStore, trace: number): string {
  return hex(store.traces.id, trace * 16, 16);
}

/** 16 hex digits. */
export function spanIdOf(store: TraceStore, span: number): string {
  return hex(store.spans.id, span * 8, 8);
}

export function linkTraceIdOf(store: TraceStore, link: number): string {
  return hex(store.links.traceId, link * 16, 16);
}

export function linkSpanIdOf(store: TraceStore, link: number): string {
  return hex(store.links.spanId, link * 8, 8);
}
