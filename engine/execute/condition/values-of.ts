import type { ConditionPlan } from '../../plan/condition';
import type { TemplateHole, ValuePlan } from '../../plan/value';

/** The values that a condition compares or tests; none for what is made of other conditions or searches. */
export function valuesOf(plan: ConditionPlan): readonly ValuePlan[] {
  switch (plan.op) {
    case 'compare':
    case 'in':
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return [plan.left, plan.right];
    case 'matches':
      return [plan.left];
    case 'matches-template':
      return [plan.left, ...givenHoles(plan.parts)];
    case 'contains-any':
      return [plan.left, plan.list, ...(plan.except === null ? [] : [plan.except])];
    case 'exists':
    case 'is-null':
    case 'truthy':
    case 'looks-like':
      return [plan.of];
    default:
      return [];
  }
}

/** What fills the holes of a template that are given. */
export function givenHoles(parts: readonly TemplateHole[]): readonly ValuePlan[] {
  return parts.flatMap((part) => (typeof part === 'string' || part.value === null ? [] : [part.value]));
}
