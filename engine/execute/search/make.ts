import type { Search } from '../../plan/search';
import type { Scope } from '../scope';
import { makeFilter } from './filter';
import { makeGroupSearch } from './group-search';
import { linkedTo, makeLinkedSearch, makeLinkOpen } from './linked-search';
import type { OccurrenceSearch } from './search';
import { makeTraceSearch } from './trace-search';
import { makeWithinSearch } from './within-search';

export function makeSearch(search: Search, scope: Scope): OccurrenceSearch {
  const filter = makeFilter(search, scope);
  const to = linkedTo(search);
  if (search.within !== null) {
    const within = makeWithinSearch(search, filter, scope);
    return to === null ? within : { ...within, open: makeLinkOpen(to, scope), bestInBatch: undefined };
  }
  if (to !== null) return makeLinkedSearch(filter, to, scope);
  const inTrace = scope.subject.group === null || search.inTraceOf !== undefined;
  return inTrace ? makeTraceSearch(search, filter, scope) : makeGroupSearch(search, filter, scope);
}
