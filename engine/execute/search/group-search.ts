import type { Search } from '../../plan/search';
import type { GroupDomain } from '../group/domain';
import type { Scope } from '../scope';
import { CERTAIN, POSSIBLE } from '../signal/members';
import { searchOf } from './collect';
import type { Filter } from './filter';
import type { OccurrenceSearch, Tally, Visit } from './search';
import { isStable } from './stable';

/** Looks through what the signal has in the part of the group that is looked at, in the order of time. */
export function makeGroupSearch(search: Search, filter: Filter, scope: Scope): OccurrenceSearch {
  const group = scope.subject.group!;
  const index = group.listOf(filter.signal);
  const { occurrences } = group.lists[index]!;
  const each = (visit: Visit): void => {
    for (let i = group.from[index]!; i < group.to[index]!; i++) {
      const occurrence = occurrences[i]!;
      const certainty = filter.certainty(occurrence);
      if (certainty !== 0 && visit(occurrence, certainty)) return;
    }
  };
  const slow = searchOf(each, () => scope.subject.open);
  return isStable(search) ? { ...slow, ...counted(group, index, filter) } : slow;
}

const NO_COUNTS = new Uint32Array(0);

/**
 * Where a match depends on the candidate alone, every member of a group is asked once; a window then takes
 * two differences of running counts, however many windows it is in.
 */
function counted(group: GroupDomain, index: number, filter: Filter): Pick<OccurrenceSearch, 'best' | 'tally'> {
  const { occurrences, first } = group.lists[index]!;
  let certain = NO_COUNTS;
  let possible = NO_COUNTS;
  const result: Tally = { certain: 0, possible: 0 };
  let counts = -1;

  const countGroup = (): void => {
    if (certain === NO_COUNTS) {
      certain = new Uint32Array(occurrences.length + 1);
      possible = new Uint32Array(occurrences.length + 1);
    }
    counts = group.group;
    for (let i = first[counts]!; i < first[counts + 1]!; i++) {
      const certainty = filter.certainty(occurrences[i]!);
      certain[i + 1] = certain[i]! + (certainty === CERTAIN ? 1 : 0);
      possible[i + 1] = possible[i]! + (certainty === POSSIBLE ? 1 : 0);
    }
  };
  const tally = (): Tally => {
    if (counts !== group.group) countGroup();
    const from = group.from[index]!;
    const to = group.to[index]!;
    result.certain = certain[to]! - certain[from]!;
    result.possible = possible[to]! - possible[from]!;
    return result;
  };
  const best = (): 0 | 1 | 2 => {
    const found = tally();
    return found.certain > 0 ? CERTAIN : found.possible > 0 ? POSSIBLE : 0;
  };
  return { best, tally };
}
