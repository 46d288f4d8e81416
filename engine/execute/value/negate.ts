import type { Scope } from '../scope';
import { calculate } from './calculate';
import type { Evaluator, ValueOperator } from './evaluator';
import { isNothing, type Value } from './runtime';

/** Zero minus a number, minus one times a length of time. */
export function makeNegate(plan: ValueOperator<'negate'>, scope: Scope): Evaluator {
  const of = scope.value(plan.of);
  const value = (): Value => {
    const operand = of.value();
    return isNothing(operand) ? operand : calculate('*', operand, -1);
  };
  return { value, code: null, source: of.source, sourceNames: of.sourceNames };
}
