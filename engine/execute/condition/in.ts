import { batchCodesOf } from '../batch/batch-codes';
import { type BatchTest, mapResults, Results } from '../batch/batch-test';
import { not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, ABSENT_CODE } from '../value/nothing';
import { isNothing } from '../value/runtime';
import { testOf } from './code-test';
import { type Condition, type ConditionOf, inBatches } from './condition';
import { unlessSameSource } from './same-source';

/** `x in list` holds if `==` does with some element; `not in` is its negation. A `null` in the list stands for absence. */
export function makeIn(plan: ConditionOf<'in'>, scope: Scope): Condition {
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  const inList = unlessSameSource(makeMembership(left, right, scope), plan, scope);
  const withNull = listsNull(plan) ? orAbsent(inList, left) : inList;
  return plan.negated ? mapResults(() => not(withNull()), withNull, not) : withNull;
}

function makeMembership(left: Evaluator, right: Evaluator, scope: Scope): Condition {
  const { constant } = right;
  if (constant !== undefined && !isNothing(constant)) {
    return testOf(left, scope.run.values, (value) => comparePresent('==', value, constant));
  }
  return () => {
    const a = left.value();
    const b = right.value();
    return isNothing(a) || isNothing(b) ? UNKNOWN : comparePresent('==', a, b);
  };
}

function listsNull({ right }: ConditionOf<'in'>): boolean {
  return right.op === 'list' && right.items.some((item) => item.op === 'literal' && item.value === null);
}

function orAbsent(condition: Condition, left: Evaluator): Condition {
  return inBatches(() => (left.value() === ABSENT ? TRUE : condition()), orAbsentInBatches(condition, left));
}

function orAbsentInBatches({ inBatch }: Condition, left: Evaluator): BatchTest | undefined {
  if (inBatch === undefined || left.code === null) return undefined;
  const codesOf = batchCodesOf(left);
  const results = new Results();
  return (batch, wanted) => {
    results.array.set(inBatch(batch, wanted));
    const codes = codesOf(batch, wanted);
    for (let i = 0; i < batch.count; i++) if (codes[i] === ABSENT_CODE) results.array[i] = TRUE;
    return results.array;
  };
}
