import type { ByteRange } from './text-places';

const QUOTE = 34;
const BACKSLASH = 92;
/** Longer objects are marked at their brace: a span's id stands near its start in every exporter's files. */
export const MAX_ID_SCAN = 256 * 1024;

/** As OTLP, Tempo, Jaeger and Zipkin call a span's own id. */
const ID_KEYS: readonly string[] = ['spanId', 'span_id', 'spanID', 'id'];

/**
 * The bytes of `"spanId": "…"` in the JSON object that begins at `offset`: what to mark for a span, since it is short,
 * its own, and on one line however the file is laid out. The opening brace where there is none.
 */
export function spanIdRange(bytes: Uint8Array, offset: number): ByteRange {
  const limit = Math.min(bytes.length, offset + MAX_ID_SCAN);
  let depth = 0;
  for (let at = offset; at < limit; at++) {
    const byte = bytes[at];
    if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) {
      if (--depth <= 0) break;
    } else if (byte === QUOTE) {
      const end = stringEnd(bytes, at, limit);
      const value = depth === 1 && isIdKey(bytes, at + 1, end - 1) ? valueAfter(bytes, end, limit) : null;
      if (value !== null) return { start: at, end: stringEnd(bytes, value, limit) };
      at = end - 1;
    }
  }
  return { start: offset, end: Math.min(offset + 1, bytes.length) };
}

/** Just behind the closing quote of the string that begins at `at`. */
function stringEnd(bytes: Uint8Array, at: number, limit: number): number {
  for (let i = at + 1; i < limit; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === QUOTE) return i + 1;
  }
  return limit;
}

function isIdKey(bytes: Uint8Array, start: number, end: number): boolean {
  return ID_KEYS.some(
    (key) => key.length === end - start && Array.from(key).every((char, i) => bytes[start + i] === char.charCodeAt(0)),
  );
}

/** Where the string value stands that follows a key; null if something else follows. */
function valueAfter(bytes: Uint8Array, from: number, limit: number): number | null {
  let colon = false;
  for (let at = from; at < limit; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return colon ? at : null;
    if (byte === 58 && !colon) colon = true;
    else if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) return null;
  }
  return null;
}
