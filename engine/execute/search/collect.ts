import { CERTAIN } from '../signal/members';
import type { OccurrenceSearch, Tally, Visit } from './search';

/** `best` and `tally` for a search that can go through its matches. */
export function searchOf(each: (visit: Visit) => void, open: () => boolean): OccurrenceSearch {
  const tally: Tally = { certain: 0, possible: 0 };
  let highest: 0 | 1 | 2 = 0;
  const lookForBest: Visit = (_, certainty) => {
    if (certainty > highest) highest = certainty as 1 | 2;
    return certainty === CERTAIN;
  };
  const count: Visit = (_, certainty) => {
    if (certainty === CERTAIN) tally.certain++;
    else tally.possible++;
    return false;
  };
  return {
    each,
    open,
    best: () => {
      highest = 0;
      each(lookForBest);
      return highest;
    },
    tally: () => {
      tally.certain = 0;
      tally.possible = 0;
      each(count);
      return tally;
    },
  };
}
