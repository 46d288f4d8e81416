import type { ConditionPlan } from '../../plan/condition';
import { valuesOf } from '../condition/values-of';
import type { Scope } from '../scope';
import type { Evaluator } from './evaluator';

/** The values that a condition rests on; what it searches has no source. */
export function sourcesOfCondition(plan: ConditionPlan, scope: Scope): readonly Evaluator[] {
  switch (plan.op) {
    case 'and':
    case 'or':
      return plan.of.flatMap((part) => sourcesOfCondition(part, scope));
    case 'not':
      return sourcesOfCondition(plan.of, scope);
    default:
      return valuesOf(plan).map((value) => scope.value(value));
  }
}
