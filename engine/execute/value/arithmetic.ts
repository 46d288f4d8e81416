import type { Scope } from '../scope';
import { calculate } from './calculate';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT } from './nothing';
import { isNothing, type Value } from './runtime';
import { unionOf } from './source';

export function makeArithmetic(plan: ValueOperator<'arithmetic'>, scope: Scope): Evaluator {
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  const value = (): Value => {
    const a = left.value();
    const b = right.value();
    // unknowable wins over absent
    if (isNothing(a)) return a === ABSENT && isNothing(b) ? b : a;
    return isNothing(b) ? b : calculate(plan.operator, a, b);
  };
  return {
    value,
    code: null,
    source: (into) => {
      left.source(into);
      right.source(into);
    },
    sourceNames: unionOf([left.sourceNames, right.sourceNames]),
  };
}
