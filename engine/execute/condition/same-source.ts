import { UNKNOWN } from '../kleene';
import type { Evaluator } from '../value/evaluator';
import { disjoint, SourceSet } from '../value/source';
import type { Condition } from './condition';

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
  return () => {
    const result = compare();
    return result !== UNKNOWN && same() ? UNKNOWN : result;
  };
}
