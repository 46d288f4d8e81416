import type { Scope } from '../scope';
import { makeFilter } from '../search/filter';
import { isStable, readsOnly } from '../search/stable';
import { CERTAIN } from '../signal/members';
import type { ValueOperator } from '../value/evaluator';
import type { Value } from '../value/runtime';
import type { Accumulator } from './accumulator';

/**
 * An aggregate over a group's windows, one after another in the order of time: each adds what came and takes back
 * what left, so that a window costs no more than what it differs by. Null where that can't be done.
 */
export function makeSliding(
  plan: ValueOperator<'aggregate'>,
  accumulator: Accumulator,
  scope: Scope,
): (() => Value) | null {
  const { group } = scope.subject;
  const { search } = plan;
  if (group === null || search.within !== null || accumulator.remove === undefined) return null;
  if (!isStable(search) || !readsOnly([plan.value, plan.by], search.slot)) return null;
  const filter = makeFilter(search, scope);
  const index = group.listOf(filter.signal);
  const { occurrences } = group.lists[index]!;
  let current = -1;
  let from = 0;
  let to = 0;
  const add = (at: number): void => {
    const certainty = filter.certainty(occurrences[at]!);
    if (certainty !== 0) accumulator.add(occurrences[at]!, certainty === CERTAIN);
  };
  const remove = (at: number): void => {
    const certainty = filter.certainty(occurrences[at]!);
    if (certainty !== 0) accumulator.remove!(occurrences[at]!, certainty === CERTAIN);
  };
  return () => {
    const first = group.from[index]!;
    const last = group.to[index]!;
    if (group.group !== current || first < from || last < to || first >= to) {
      accumulator.reset();
      current = group.group;
      from = first;
      to = first;
    }
    while (to < last) add(to++);
    while (from < first) remove(from++);
    return accumulator.result(scope.subject.open);
  };
}
