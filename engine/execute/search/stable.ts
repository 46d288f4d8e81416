import type { Search } from '../../plan/search';
import { walkPlan } from '../plan-walk';
import { chainOf } from './filter';

/** Whether a match depends on the candidate and the group's keys alone: not on what else is searched or bound. */
export function isStable(search: Search): boolean {
  const read = new Set<unknown>();
  const bound = new Set<unknown>([search.slot]);
  let searches = false;
  walkPlan(chainOf(search.source).conditions, (node) => {
    if ('source' in node) searches = true;
    if ('at' in node) bound.add(node.at);
    if ('target' in node) bound.add(node.target);
    if ('slot' in node) read.add(node.slot);
  });
  return !searches && [...read].every((slot) => bound.has(slot));
}
