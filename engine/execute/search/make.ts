import type { Search } from '../../plan/search';
import type { Scope } from '../scope';
import { makeFilter } from './filter';
import { makeGroupSearch } from './group-search';
import type { OccurrenceSearch } from './search';
import { makeTraceSearch } from './trace-search';
import { makeWithinSearch } from './within-search';

export function makeSearch(search: Search, scope: Scope): OccurrenceSearch {
  const filter = makeFilter(search, scope);
  if (search.within !== null) return makeWithinSearch(search, filter, scope);
  return scope.subject.group === null ? makeTraceSearch(search, filter, scope) : makeGroupSearch(search, filter, scope);
}
