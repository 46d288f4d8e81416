import { FALSE, type Kleene, not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, ABSENT_CODE } from '../value/nothing';
import { isNothing, Pinned } from '../value/runtime';
import type { Condition, ConditionOf } from './condition';

/** True, false, or unknown where absence can't be known. */
export function makeExists(plan: ConditionOf<'exists'>, scope: Scope): Condition {
  return isThere(scope.value(plan.of));
}

export function makeIsNull(plan: ConditionOf<'is-null'>, scope: Scope): Condition {
  const there = isThere(scope.value(plan.of));
  return plan.negated ? there : () => not(there());
}

function isThere({ code, value }: Evaluator): Condition {
  if (code === null) {
    return (): Kleene => {
      const found = value();
      if (isNothing(found)) return found === ABSENT ? FALSE : UNKNOWN;
      return found instanceof Pinned && !found.everywhere ? FALSE : TRUE;
    };
  }
  return () => {
    const found = code();
    return found > ABSENT_CODE ? TRUE : found === ABSENT_CODE ? FALSE : UNKNOWN;
  };
}
