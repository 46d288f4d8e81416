import type { ValuePlan } from '../../plan/value';
import { type BatchCodes, Codes } from '../batch/batch-codes';
import { type BatchTest, Results } from '../batch/batch-test';
import { type Kleene, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { disjoint, SourceSet } from '../value/source';
import { type Condition, inBatches } from './condition';
import { sourceSpans } from './source-spans';

/** Whether two values can have been taken from the same attributes of the same spans. */
export function mayShareSource(left: Evaluator, right: Evaluator): boolean {
  return left.sourceNames.size > 0 && right.sourceNames.size > 0 && !disjoint(left.sourceNames, right.sourceNames);
}

/** Whether the values that both sides give now were taken from exactly the same. */
export function makeSameSource(left: Evaluator, right: Evaluator): () => boolean {
  const ofLeft = new SourceSet();
  const ofRight = new SourceSet();
  return () => {
    ofLeft.clear();
    ofRight.clear();
    left.source(ofLeft);
    right.source(ofRight);
    return ofLeft.sameAs(ofRight);
  };
}

/** A comparison of two sides of one source proves nothing: it is unknown. */
export function unlessSameSource(
  compare: Condition,
  sides: { readonly left: ValuePlan; readonly right: ValuePlan },
  scope: Scope,
): Condition {
  const left = scope.value(sides.left);
  const right = scope.value(sides.right);
  return unlessSame(compare, left, right, () => apart(sides, scope));
}

/** @param spans where both sides stand, if that is known */
export function unlessSame(
  compare: Condition,
  left: Evaluator,
  right: Evaluator,
  spans: () => BothSpans | null = () => null,
): Condition {
  if (!mayShareSource(left, right)) return compare;
  const same = makeSameSource(left, right);
  const { inBatch } = compare;
  const result = (): Kleene => {
    const found = compare();
    return found !== UNKNOWN && same() ? UNKNOWN : found;
  };
  return inBatches(result, inBatch && unlessSameInBatches(inBatch, same, spans()));
}

interface BothSpans {
  readonly left: BatchCodes;
  readonly right: BatchCodes;
}

function apart(sides: { readonly left: ValuePlan; readonly right: ValuePlan }, scope: Scope): BothSpans | null {
  const left = sourceSpans(sides.left, scope);
  const right = left && sourceSpans(sides.right, scope);
  return left && right && { left, right };
}

/** Looks closer only where both sides stand on one span. */
function unlessSameInBatches(compare: BatchTest, same: () => boolean, spans: BothSpans | null): BatchTest {
  const results = new Results();
  const ofLeft = new Codes();
  return (batch, wanted) => {
    const found = results.array;
    found.set(compare(batch, wanted));
    if (spans !== null) ofLeft.array.set(spans.left(batch, wanted));
    const ofRight = spans === null ? null : spans.right(batch, wanted);
    for (let i = 0; i < batch.count; i++) {
      if (found[i] === UNKNOWN || (wanted !== null && wanted[i] === 0)) continue;
      if (ofRight !== null && areApart(ofLeft.array[i]!, ofRight[i]!)) continue;
      batch.load(i);
      if (same()) found[i] = UNKNOWN;
    }
    return found;
  };
}

/** Whether both are told and differ. */
function areApart(left: number, right: number): boolean {
  return left !== right && left >= 0 && right >= 0;
}
