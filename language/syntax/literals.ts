const DURATION_NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['min', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
]);

/** Nanoseconds of `1.5min`; a fraction of a nanosecond is cut. */
export function durationNanoseconds(text: string): bigint | undefined {
  const match = /^(\d+)(?:\.(\d+))?([a-zµ]+)$/.exec(text);
  const unit = match ? DURATION_NANOSECONDS.get(match[3]!) : undefined;
  if (!match || unit === undefined) return undefined;
  const fraction = (match[2] ?? '').slice(0, 18);
  return BigInt(match[1]!) * unit + (fraction ? (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length) : 0n);
}

const SIZE_POWER: Record<string, number> = { '': 0, K: 1, M: 2, G: 3, T: 4 };

/** Bytes of `16KiB` (1024) and `16KB` (1000). */
export function sizeBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)(i?)B$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (match[3] ? 1024 : 1000) ** SIZE_POWER[match[2]!]!;
}

/** A number as written: integers beyond 2^53 are bigints, so that they stay exact. */
export function numberValue(text: string): number | bigint {
  const value = Number(text);
  return /^\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** Nanoseconds since the epoch of `2027-03-31` or `2027-03-31T12:00:00.5Z`; UTC unless it says otherwise. */
export function instantNanoseconds(text: string): bigint | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9})\d*)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const milliseconds = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}${match[5] ?? 'Z'}`);
  if (Number.isNaN(milliseconds) || !isDay(match[1]!)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt((match[4] ?? '').padEnd(9, '0') || '0');
}

/** Date.parse takes February 31 for March 2. */
function isDay(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}
