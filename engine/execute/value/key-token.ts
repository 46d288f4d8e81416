import { parseCanonicalDecimal } from './numeric';
import { Duration, Instant, type Present } from './runtime';

/**
 * A text that two scalar values share exactly if `==` holds between them: 1 and "1" have one, true and
 * "true" too. `null` for what equals nothing, not even itself, and for lists.
 */
export function keyToken(value: Present): string | null {
  switch (typeof value) {
    case 'string':
      return textToken(value);
    case 'number':
      return Number.isFinite(value) ? `n:${value === 0 ? 0 : value}` : null;
    case 'bigint':
      return `n:${value}`;
    case 'boolean':
      return `b:${value}`;
    default:
      return objectToken(value);
  }
}

function textToken(text: string): string {
  if (text === 'true' || text === 'false') return `b:${text}`;
  return parseCanonicalDecimal(text) === undefined ? `s:${text}` : `n:${text}`;
}

function objectToken(value: object): string | null {
  if (value instanceof Duration) return `d:${value.nanoseconds}`;
  if (value instanceof Instant) return `i:${value.nanoseconds}`;
  if (value instanceof Uint8Array)
    return `x:${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return null;
}
