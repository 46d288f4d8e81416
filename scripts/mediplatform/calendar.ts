import type { HrTime } from '@opentelemetry/api';

/** Microseconds since the Unix epoch: exact in a double until the year 2255. */
export type Moment = number;

const MICROSECONDS_PER_DAY = 86_400_000_000;
const DAY_MINUS_47 = Date.UTC(2024, 8, 1) * 1000;

/** Day −47, the migration, is 2024-09-01; day 0, the hospital's report, is 2024-10-18. */
export const DAYS = 48;

/** `day` counts from 0 (day −47); `time` is `HH:MM:SS`. */
export function momentOf(day: number, time: string): Moment {
  const [hours, minutes, seconds] = time.split(':').map(Number) as [number, number, number];
  return DAY_MINUS_47 + day * MICROSECONDS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000;
}

export function dayOf(moment: Moment): number {
  return Math.floor((moment - DAY_MINUS_47) / MICROSECONDS_PER_DAY);
}

/** Seconds and nanoseconds, as the OpenTelemetry API takes times. */
export function hrTime(moment: Moment): HrTime {
  const seconds = Math.floor(moment / 1_000_000);
  return [seconds, (moment - seconds * 1_000_000) * 1000];
}

/** `2024-09`. */
export function monthOf(moment: Moment): string {
  return new Date(moment / 1000).toISOString().slice(0, 7);
}
