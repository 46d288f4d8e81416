import type { TraceStore } from '../../store/store';

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** In one piece: joined from parts it would hold them all for as long as it is kept. */
function hex(bytes: Uint8Array, from: number, length: number): string {
  const codes: number[] = [];
  for (let i = from; i < from + length; i++) codes.push(DIGITS[bytes[i]! >>> 4]!, DIGITS[bytes[i]! & 15]!);
  return String.fromCharCode(...codes);
}

/** The ids of a store as texts. Of one finding the same ones are asked for several times: they are one text. */
export class HexIds {
  private trace = -1;
  private span = -1;
  private traceText = '';
  private spanText = '';

  constructor(private readonly store: TraceStore) {}

  ofTrace(trace: number): string {
    if (trace !== this.trace) this.traceText = traceIdOf(this.store, trace);
    this.trace = trace;
    return this.traceText;
  }

  ofSpan(span: number): string {
    if (span !== this.span) this.spanText = spanIdOf(this.store, span);
    this.span = span;
    return this.spanText;
  }
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
