import type { AttributeValue } from '../../engine';

/** A value in one line, as a person reads it: texts without quotes, lists and maps like JSON, bytes in hex. */
export function shownValue(value: AttributeValue | null): string {
  return typeof value === 'string' ? value : JSON.stringify(plainValue(value));
}

/** A value as a rule writes it; null for what has no literal: bytes, maps, NaN. */
export function literalValue(value: AttributeValue): string | null {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return null;
}

/** A text in the language's quotes. */
export function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/** JSON's own kinds; 64-bit integers beyond its numbers become texts, and so do NaN and the infinities. */
export function plainValue(value: AttributeValue | null): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array)
    return `0x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plainValue(inner)]));
  if (Array.isArray(value)) return value.map(plainValue);
  return value;
}
