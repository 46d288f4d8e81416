import { durationNanoseconds, instantNanoseconds } from '../language';
import { UsageError } from './usage-error';

const second = 1_000_000_000n;
const units: ReadonlyMap<string, bigint> = new Map([
  ['second', second],
  ['minute', 60n * second],
  ['hour', 3600n * second],
  ['day', 86_400n * second],
  ['week', 7n * 86_400n * second],
]);

/**
 * `now`, `47 days ago`, or RFC 3339, in nanoseconds since the epoch. A date alone is its first nanosecond, or its last
 * where it ends a period. @throws UsageError
 */
export function parseInstant(option: string, text: string, edge: 'start' | 'end', now: () => bigint): bigint {
  if (text === 'now') return now();
  const ago = /^(\d{1,9}) (second|minute|hour|day|week)s? ago$/.exec(text);
  if (ago) return now() - BigInt(ago[1]!) * units.get(ago[2]!)!;
  const instant = instantNanoseconds(text);
  if (instant === undefined) {
    throw new UsageError(
      `${option} is a time such as 2024-09-01T14:00:00Z, 2024-09-01, now, or "47 days ago", not ${JSON.stringify(text)}.`,
    );
  }
  const dateAlone = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return dateAlone && edge === 'end' ? instant + 86_400n * second - 1n : instant;
}

/** A duration as rules write it, in nanoseconds. @throws UsageError */
export function parseDuration(option: string, text: string): bigint {
  const nanoseconds = durationNanoseconds(text);
  if (nanoseconds === undefined) {
    throw new UsageError(`${option} is a duration such as 500ms, 30s, 5min or 2h, not ${JSON.stringify(text)}.`);
  }
  return nanoseconds;
}

/** RFC 3339 in UTC with nine digits: no nanosecond is lost. */
export function rfc3339(nanoseconds: bigint): string {
  const fraction = ((nanoseconds % second) + second) % second;
  const milliseconds = Number((nanoseconds - fraction) / 1_000_000n);
  return `${new Date(milliseconds).toISOString().slice(0, -5)}.${String(fraction).padStart(9, '0')}Z`;
}
