import { type BatchTest, Results } from '../batch/batch-test';
import { type Kleene, UNKNOWN } from '../kleene';
import type { Evaluator } from '../value/evaluator';
import { disjoint, SourceSet } from '../value/source';
import { type Condition, inBatches } from './condition';

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
export function unlessSameSource(compare: Condition, left: Evaluator, right: Evaluator): Condition {
  if (!mayShareSource(left, right)) return compare;
  const same = makeSameSource(left, right);
  const { inBatch } = compare;
  const result = (): Kleene => {
    const found = compare();
    return found !== UNKNOWN && same() ? UNKNOWN : found;
  };
  return inBatches(result, inBatch && unlessSameInBatches(inBatch, same));
}

function unlessSameInBatches(compare: BatchTest, same: () => boolean): BatchTest {
  const results = new Results();
  return (batch, wanted) => {
    const found = results.array;
    found.set(compare(batch, wanted));
    for (let i = 0; i < batch.count; i++) {
      if (found[i] === UNKNOWN || (wanted !== null && wanted[i] === 0)) continue;
      batch.load(i);
      if (same()) found[i] = UNKNOWN;
    }
    return found;
  };
}
