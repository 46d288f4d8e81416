import { FALSE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { Condition, ConditionOf } from './condition';

/** True with a certain match, unknown with a possible one or where absence is no evidence, else false. */
export function makeHas(plan: ConditionOf<'has'>, scope: Scope): Condition {
  const search = scope.search(plan.search);
  return () => search.best() || (search.open() ? UNKNOWN : FALSE);
}
