import { FALSE, TRUE, UNKNOWN } from '../kleene';
import type { Evaluator } from '../value/evaluator';
import type { Condition } from './condition';

/** Where a side is a list that may lack elements, that none satisfies the condition is not known; `negated` says that all do. */
export function unlessMore(condition: Condition, sides: readonly Evaluator[], negated: boolean): Condition {
  const open = sides.flatMap((side) => side.more ?? []);
  if (open.length === 0) return condition;
  const none = negated ? TRUE : FALSE;
  return () => {
    const value = condition();
    return value === none && open.some((more) => more()) ? UNKNOWN : value;
  };
}
