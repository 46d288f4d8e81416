import { UsageError } from './usage-error';

/** A percentage that an option gives, with or without its sign; null where it isn't given. @throws UsageError for what is none. */
export function percentage(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const percent = /^\d{1,3}(\.\d+)?%?$/.test(given) ? Number.parseFloat(given) : Number.NaN;
  if (!(percent <= 100)) throw new UsageError(`${option} is a percentage from 0 to 100, not ${JSON.stringify(given)}.`);
  return percent;
}
