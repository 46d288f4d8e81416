import { NOT_COMPUTABLE } from '../value/nothing';
import { Duration, Instant, type Present, type Value } from '../value/runtime';
import { number } from './number';

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

/** A number, or text that is one, of a unit. Integers are exact; a fraction is rounded to nanoseconds. */
export function durationOf(value: Present, unit: Present): Value {
  const scale = typeof unit === 'string' && Object.hasOwn(UNITS, unit) ? UNITS[unit]! : null;
  const amount = number(value);
  if (scale === null) return NOT_COMPUTABLE;
  if (typeof amount === 'bigint') return new Duration(amount * scale);
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return NOT_COMPUTABLE;
  if (Number.isSafeInteger(amount)) return new Duration(BigInt(amount) * scale);
  return new Duration(BigInt(Math.round(amount * Number(scale))));
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d{2}:\d{2})?)?$/;

/** RFC 3339 text, a day alone or a time without a zone (UTC); or a number since the Unix epoch. */
export function timeOf(value: Present): Value {
  if (typeof value === 'string') {
    const parsed = parseDateTime(value);
    if (parsed !== undefined) return new Instant(parsed);
  }
  const amount = number(value);
  if (typeof amount === 'bigint') return ofEpoch(amount);
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return NOT_COMPUTABLE;
  return Number.isSafeInteger(amount) ? ofEpoch(BigInt(amount)) : ofFraction(amount);
}

/**
 * Numbers since the epoch come in four units, told apart by their size: seconds below 10^11 (to the year 5138),
 * then milliseconds, microseconds, nanoseconds, each of a thousand times more.
 */
const EPOCH_UNITS: readonly (readonly [below: bigint, nanoseconds: bigint])[] = [
  [100_000_000_000n, 1_000_000_000n],
  [100_000_000_000_000n, 1_000_000n],
  [100_000_000_000_000_000n, 1_000n],
];

function epochUnit(size: bigint): bigint {
  return EPOCH_UNITS.find(([below]) => size < below)?.[1] ?? 1n;
}

function ofEpoch(amount: bigint): Instant {
  return new Instant(amount * epochUnit(amount < 0n ? -amount : amount));
}

function ofFraction(amount: number): Value {
  const unit = epochUnit(BigInt(Math.trunc(Math.abs(amount))));
  return new Instant(BigInt(Math.round(amount * Number(unit))));
}

function parseDateTime(text: string): bigint | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, day, minutes, seconds, fraction, zone] = match;
  const milliseconds = Date.parse(`${day}T${minutes ?? '00:00'}${seconds ?? ':00'}${zone?.toUpperCase() ?? 'Z'}`);
  if (Number.isNaN(milliseconds) || !isDay(day!)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt((fraction ?? '').padEnd(9, '0'));
}

/** Date.parse takes February 31 for March 2. */
function isDay(day: string): boolean {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(day);
}
