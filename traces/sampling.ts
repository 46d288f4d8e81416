const EQUALS = 0x3d;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const COLON = 0x3a;
const ZERO = 0x30;

/**
 * Whether a tracestate says that the trace was sampled: its `ot` member has a threshold `th` other than 0
 * (https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/). UTF-8 bytes.
 */
export function saysSampled(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    let stop = at;
    while (stop < end && bytes[stop] !== COMMA) stop++;
    while (at < stop && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
    if (bytes[at] === 0x6f && bytes[at + 1] === 0x74 && bytes[at + 2] === EQUALS) {
      return hasThreshold(bytes, at + 3, stop);
    }
    at = stop + 1;
  }
  return false;
}

function hasThreshold(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    let stop = at;
    while (stop < end && bytes[stop] !== SEMICOLON) stop++;
    if (bytes[at] === 0x74 && bytes[at + 1] === 0x68 && bytes[at + 2] === COLON) {
      for (let digit = at + 3; digit < stop; digit++) if (bytes[digit] !== ZERO) return true;
      return false;
    }
    at = stop + 1;
  }
  return false;
}
