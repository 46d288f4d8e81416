import { batchCodesOf } from '../batch/batch-codes';
import { mapResults, Results } from '../batch/batch-test';
import { FALSE, type Kleene, kleeneOf, not, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, ABSENT_CODE } from '../value/nothing';
import { isNothing, Pinned, type Present } from '../value/runtime';
import { type Condition, type ConditionOf, inBatches } from './condition';

/** True, false, or unknown where absence can't be known. */
export function makeExists(plan: ConditionOf<'exists'>, scope: Scope): Condition {
  return isThere(scope.value(plan.of), scope.run);
}

export function makeIsNull(plan: ConditionOf<'is-null'>, scope: Scope): Condition {
  const there = isThere(scope.value(plan.of), scope.run);
  return plan.negated ? there : mapResults(() => not(there()), there, not);
}

function isThere(of: Evaluator, { values }: Scope['run']): Condition {
  const { code, value } = of;
  if (code === null) {
    return (): Kleene => {
      const found = value();
      if (isNothing(found)) return found === ABSENT ? FALSE : UNKNOWN;
      return kleeneOf(isPresent(found));
    };
  }
  const { ownFrom } = values;
  const there = (found: number): Kleene => {
    if (found <= ABSENT_CODE) return found === ABSENT_CODE ? FALSE : UNKNOWN;
    // the input's own values are all there
    return kleeneOf(found < ownFrom || isPresent(values.present(found)));
  };
  const codes = batchCodesOf(of);
  const results = new Results();
  return inBatches(
    () => there(code()),
    (batch, wanted) => {
      const found = codes(batch, wanted);
      const result = results.array;
      for (let i = 0; i < batch.count; i++) result[i] = there(found[i]!);
      return result;
    },
  );
}

/** What is pinned to nothing on some table isn't there. */
function isPresent(found: Present): boolean {
  return !(found instanceof Pinned) || found.everywhere;
}
