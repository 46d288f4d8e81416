import { not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import type { Evaluator } from '../value/evaluator';
import { ABSENT } from '../value/nothing';
import { isNothing } from '../value/runtime';
import { testOf } from './code-test';
import type { Condition, ConditionOf } from './condition';
import { unlessSameSource } from './same-source';

/** `x in list` holds if `==` does with some element; `not in` is its negation. A `null` in the list stands for absence. */
export function makeIn(plan: ConditionOf<'in'>, scope: Scope): Condition {
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  const inList = unlessSameSource(makeMembership(left, right, scope), left, right);
  const withNull = listsNull(plan) ? orAbsent(inList, left) : inList;
  return plan.negated ? () => not(withNull()) : withNull;
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
  return () => (left.value() === ABSENT ? TRUE : condition());
}
