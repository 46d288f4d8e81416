import type { AttributeValue } from '../../value';
import { Duration, Instant, isNothing, Pinned, type Present, Range, type Unit, type Value } from '../value/runtime';

/** How a value stands in a message. Untrusted text is left as it is: reporters escape. */
export function textOf(value: Value): string {
  if (isNothing(value)) return '(absent)';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Duration) return durationText(value.nanoseconds);
  if (value instanceof Instant) return instantText(value.nanoseconds);
  if (value instanceof Range) return rangeText(value);
  if (value instanceof Pinned) return pinnedText(value);
  return structureText(value);
}

function structureText(value: Exclude<Present, Duration | Instant | Range | Pinned>): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (value instanceof Map) {
    return `{${Array.from(value, ([key, inner]: [string, AttributeValue]) => `${key}: ${textOf(inner)}`).join(', ')}}`;
  }
  return String(value);
}

/** For context and operands: what attributes can hold is kept, times and ranges become text. */
export function attributeValueOf(value: Value): AttributeValue | null {
  if (isNothing(value)) return null;
  if (value instanceof Duration || value instanceof Instant || value instanceof Range) return textOf(value);
  if (value instanceof Pinned) return pinnedText(value);
  if (Array.isArray(value)) return value.map((element: Present) => attributeValueOf(element) ?? '');
  return value as AttributeValue;
}

/** The values that are known; `(not recorded)` for the others, `(nothing)` where a table has none. */
function pinnedText({ values, open, everywhere }: Pinned): string {
  const known = [...new Set(values.map(textOf))];
  return [...known, ...(open ? ['(not recorded)'] : []), ...(everywhere ? [] : ['(nothing)'])].join(', ');
}

const UNITS: readonly (readonly [nanoseconds: bigint, name: string])[] = [
  [86_400_000_000_000n, 'd'],
  [3_600_000_000_000n, 'h'],
  [60_000_000_000n, 'min'],
  [1_000_000_000n, 's'],
  [1_000_000n, 'ms'],
  [1000n, 'us'],
  [1n, 'ns'],
];

/** As a rule would write it, in the largest unit that is whole or else in seconds or less: `2min`, `1.5s`. */
function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 0n) return `-${durationText(-nanoseconds)}`;
  const [whole, wholeName] = UNITS.find(([unit]) => nanoseconds % unit === 0n)!;
  if (nanoseconds / whole < 1000n) return `${nanoseconds / whole}${wholeName}`;
  const [unit, name] = UNITS.find(([size, of]) => of.endsWith('s') && nanoseconds >= size)!;
  return `${decimal(nanoseconds, unit)}${name}`;
}

function decimal(amount: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const rest = String(amount % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return rest === '' || digits === 0 ? `${amount / unit}` : `${amount / unit}.${rest}`;
}

/** RFC 3339 with nanoseconds, UTC. */
function instantText(nanoseconds: bigint): string {
  const seconds = nanoseconds / 1_000_000_000n;
  const rest = String(nanoseconds % 1_000_000_000n).padStart(9, '0');
  return new Date(Number(seconds) * 1000).toISOString().replace(/\.\d+Z$/, `.${rest}Z`);
}

function rangeText({ low, high, unit }: Range): string {
  if (high === Number.POSITIVE_INFINITY) return `at least ${boundText(low, unit)}`;
  if (low === Number.NEGATIVE_INFINITY) return `at most ${boundText(high, unit)}`;
  return `${boundText(low, unit)} to ${boundText(high, unit)}`;
}

function boundText(bound: number | bigint, unit: Unit): string {
  if (unit === 'number') return String(bound);
  return textOf(unit === 'duration' ? new Duration(BigInt(bound)) : new Instant(BigInt(bound)));
}
