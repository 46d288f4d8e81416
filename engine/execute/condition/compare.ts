import type { ComparisonOperator } from '../../plan/condition';
import { batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import { type Kleene, kleeneOf, not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import type { Evaluator } from '../value/evaluator';
import { isNothing } from '../value/runtime';
import type { Values } from '../value/values';
import { CodeTest, testOf } from './code-test';
import { makeCompareDuration } from './compare-duration';
import { type Condition, type ConditionOf, inBatches } from './condition';
import { unlessSameSource } from './same-source';

export function makeCompare(plan: ConditionOf<'compare'>, scope: Scope): Condition {
  const quick = makeCompareDuration(plan, scope);
  if (quick !== null) return quick;
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  return unlessSameSource(compareValues(plan.operator, left, right, scope.run.values), plan, scope);
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
  if (left.code !== null && right.code !== null) {
    return compareCodes(compareTwo(operator, values), left, left.code, right, right.code);
  }
  return () => {
    const a = left.value();
    if (isNothing(a)) return UNKNOWN;
    const b = right.value();
    return isNothing(b) ? UNKNOWN : comparePresent(operator, a, b);
  };
}

type CompareTwo = (a: number, b: number) => Kleene;

/** Two codes. The same text always has the same code, so that texts need not be looked at to say whether they are equal. */
function compareTwo(operator: ComparisonOperator, values: Values): CompareTwo {
  const isText = new CodeTest(values, (value) => kleeneOf(typeof value === 'string'));
  const equal = kleeneOf(operator === '==');
  const comparesCodes = operator === '==' || operator === '!=';
  return (a, b) => {
    if (a <= 0 || b <= 0) return UNKNOWN;
    // nearly always two texts are compared for equality
    if (comparesCodes && isText.of(a) === TRUE && isText.of(b) === TRUE) return a === b ? equal : not(equal);
    return comparePresent(operator, values.present(a), values.present(b));
  };
}

function compareCodes(
  compare: CompareTwo,
  left: Evaluator,
  leftCode: () => number,
  right: Evaluator,
  rightCode: () => number,
): Condition {
  const leftCodes = batchCodesOf(left);
  const rightCodes = batchCodesOf(right);
  const ofLeft = new Codes();
  const results = new Results();
  return inBatches(
    () => {
      const a = leftCode();
      return a <= 0 ? UNKNOWN : compare(a, rightCode());
    },
    (batch, wanted) => {
      const a = ofLeft.array;
      a.set(leftCodes(batch, wanted));
      const b = rightCodes(batch, wanted);
      const found = results.array;
      for (let i = 0; i < batch.count; i++) if (wanted === null || wanted[i] !== 0) found[i] = compare(a[i]!, b[i]!);
      return found;
    },
  );
}
