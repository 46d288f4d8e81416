import type { Occurrence } from '../occurrence';
import type { Value } from '../value/runtime';

/** Takes matches one after another, in the order of the search, and can say at any time what they come to. */
export interface Accumulator {
  reset(): void;
  /** The occurrence stands in the search's slot. */
  add(occurrence: Occurrence, certain: boolean): void;
  /** Takes back what was added first and is not taken back yet; it stands in the slot again. */
  remove?(occurrence: Occurrence, certain: boolean): void;
  /** `open`: there may be more that was not seen. */
  result(open: boolean): Value;
  /** How many matches had no value to take. */
  readonly skipped: number;
}
