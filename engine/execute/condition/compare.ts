import type { ComparisonOperator } from '../../plan/condition';
import { type Kleene, kleeneOf, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import type { Evaluator } from '../value/evaluator';
import { isNothing, type Present } from '../value/runtime';
import type { Values } from '../value/values';
import { testOf } from './code-test';
import { makeCompareDuration } from './compare-duration';
import type { Condition, ConditionOf } from './condition';
import { unlessSameSource } from './same-source';

export function makeCompare(plan: ConditionOf<'compare'>, scope: Scope): Condition {
  const quick = makeCompareDuration(plan, scope);
  if (quick !== null) return quick;
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  return unlessSameSource(compareValues(plan.operator, left, right, scope.run.values), left, right);
}

function compareValues(operator: ComparisonOperator, left: Evaluator, right: Evaluator, values: Values): Condition {
  const { constant } = right;
  if (constant !== undefined) {
    if (isNothing(constant)) return () => UNKNOWN;
    return testOf(left, values, (value) => comparePresent(operator, value, constant));
  }
  const onLeft = left.constant;
  if (onLeft !== undefined) {
    if (isNothing(onLeft)) return () => UNKNOWN;
    return testOf(right, values, (value) => comparePresent(operator, onLeft, value));
  }
  if (left.code !== null && right.code !== null) return compareCodes(operator, left.code, right.code, values);
  return () => {
    const a = left.value();
    if (isNothing(a)) return UNKNOWN;
    const b = right.value();
    return isNothing(b) ? UNKNOWN : comparePresent(operator, a, b);
  };
}

function compareCodes(
  operator: ComparisonOperator,
  left: () => number,
  right: () => number,
  values: Values,
): Condition {
  return () => {
    const a = left();
    if (a <= 0) return UNKNOWN;
    const b = right();
    return b <= 0 ? UNKNOWN : compareTexts(operator, values.present(a), values.present(b));
  };
}

/** Nearly always two texts are compared for equality. */
function compareTexts(operator: ComparisonOperator, a: Present, b: Present): Kleene {
  if (typeof a === 'string' && typeof b === 'string') {
    if (operator === '==') return kleeneOf(a === b);
    if (operator === '!=') return kleeneOf(a !== b);
  }
  return comparePresent(operator, a, b);
}
