import type { Search } from '../../plan/search';
import { walkPlan } from '../plan-walk';

/** Whether a match depends on the candidate and the group's keys alone: not on what else is searched or bound. */
export function isStable(search: Search): boolean {
  return readsOnly(search.source, search.slot);
}

/** Whether parts of a plan read no occurrence but the one in a slot (and where that leads), and search nothing. */
export function readsOnly(parts: unknown, slot: number): boolean {
  const read = new Set<unknown>();
  const bound = new Set<unknown>([slot]);
  let searches = false;
  walkPlan(parts, (node) => {
    if ('source' in node) searches = true;
    if ('at' in node) bound.add(node.at);
    if ('target' in node) bound.add(node.target);
    if ('slot' in node) read.add(node.slot);
    if (node.op === 'structure' || node.op === 'time') for (const slot of [node.to].flat()) read.add(slot);
  });
  return !searches && [...read].every((one) => bound.has(one));
}
