import type { TraceStore } from '../../../engine';

export interface SpanIds {
  /** 32 and 16 lower-case hex digits. */
  readonly traceId: string;
  readonly spanId: string;
}

export function spanKey({ traceId, spanId }: SpanIds): string {
  return `${traceId}/${spanId}`;
}

/** Rows of the wanted spans by `spanKey`; one pass over the store, however many are wanted. */
export function findSpans(store: TraceStore, wanted: Iterable<SpanIds>): Map<string, number> {
  const byHash = Map.groupBy(wanted, ({ spanId }) => {
    return hash(Number.parseInt(spanId.slice(0, 8), 16), Number.parseInt(spanId.slice(8, 16), 16));
  });
  const rows = new Map<string, number>();
  if (byHash.size === 0) return rows;
  const { id, count } = store.spans;
  const view = new DataView(id.buffer, id.byteOffset, id.byteLength);
  for (let row = 0; row < count; row++) {
    const candidates = byHash.get(hash(view.getUint32(row * 8), view.getUint32(row * 8 + 4)));
    const found = candidates?.find((ids) => isSpan(store, row, ids));
    if (found) rows.set(spanKey(found), row);
  }
  return rows;
}

/** Ids are random in one half, in the other, or counted up. */
function hash(high: number, low: number): number {
  return (high ^ Math.imul(low, 0x9e3779b1)) >>> 0;
}

function isSpan({ spans, traces }: TraceStore, row: number, { traceId, spanId }: SpanIds): boolean {
  const trace = spans.trace[row]!;
  return (
    hex(spans.id.subarray(row * 8, row * 8 + 8)) === spanId &&
    hex(traces.id.subarray(trace * 16, trace * 16 + 16)) === traceId
  );
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
