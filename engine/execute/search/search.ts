import type { BatchTest } from '../batch/batch-test';
import type { Occurrence } from '../occurrence';

/** Called with each match and how sure it is; true ends the search. */
export type Visit = (occurrence: Occurrence, certainty: number) => boolean;

/** How many matches are certain, and how many only possible. */
export interface Tally {
  certain: number;
  possible: number;
}

/** A search made executable: it looks through the subject at hand, with each candidate in its slot. */
export interface OccurrenceSearch {
  /** The best match's certainty: `CERTAIN`, `POSSIBLE`, or 0 for none. */
  best(): 0 | 1 | 2;
  /** The same for all frames of a batch, where the search is open as the batch says; without it each is asked. */
  readonly bestInBatch?: BatchTest | undefined;
  /** Counts matches. The object is used again by the next call. */
  tally(): Tally;
  /** Goes through the matches in a fixed order; each stands in the search's slot while it is visited. */
  each(visit: Visit): void;
  /** Whether there may be matches that the input lacks: finding none is then no evidence. */
  open(): boolean;
}
