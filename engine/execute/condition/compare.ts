import type { ComparisonOperator } from '../../plan/condition';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { type BatchTest, Results } from '../batch/batch-test';
import { FALSE, type Kleene, kleeneOf, not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import type { Evaluator } from '../value/evaluator';
import { isNothing, type Present } from '../value/runtime';
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
    const inBatch = compareInBatches(operator, batchCodesOf(left), batchCodesOf(right), values);
    return inBatches(compareCodes(operator, left.code, right.code, values), inBatch);
  }
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
): () => Kleene {
  return () => {
    const a = left();
    if (a <= 0) return UNKNOWN;
    const b = right();
    return b <= 0 ? UNKNOWN : compareTexts(operator, values.present(a), values.present(b));
  };
}

/** The same text always has the same code, so that texts need not be looked at to say whether they are equal. */
function compareInBatches(
  operator: ComparisonOperator,
  left: BatchCodes,
  right: BatchCodes,
  values: Values,
): BatchTest {
  const isText = new CodeTest(values, (value) => kleeneOf(typeof value === 'string'));
  const equal = operator === '==' ? TRUE : FALSE;
  const comparesCodes = operator === '==' || operator === '!=';
  const compare = (a: number, b: number): Kleene => {
    if (a <= 0 || b <= 0) return UNKNOWN;
    if (!comparesCodes || isText.of(a) !== TRUE || isText.of(b) !== TRUE)
      return comparePresent(operator, values.present(a), values.present(b));
    return a === b ? equal : not(equal);
  };
  const ofLeft = new Codes();
  const results = new Results();
  return (batch, wanted) => {
    const a = ofLeft.array;
    a.set(left(batch, wanted));
    const b = right(batch, wanted);
    const found = results.array;
    for (let i = 0; i < batch.count; i++) if (wanted === null || wanted[i] !== 0) found[i] = compare(a[i]!, b[i]!);
    return found;
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
