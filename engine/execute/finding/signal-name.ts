import type { Search } from '../../plan/search';
import type { Scope } from '../scope';
import { chainOf } from '../search/filter';

/** The signal that a search looks for, as the rule writes it. */
export function signalNameOf(search: Search, { run }: Scope): string {
  return run.plan.signals[chainOf(search.source).signal]!.name;
}
