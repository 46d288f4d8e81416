import type { ConditionPlan } from '../../plan/condition';
import type { ValuePlan } from '../../plan/value';
import type { ConditionOf } from '../condition/condition';
import { FALSE, TRUE } from '../kleene';
import type { Scope } from '../scope';
import { rangeOf } from '../value/compare-ranges';
import { isNothing, type Range } from '../value/runtime';
import type { RuleJudge } from '../verdict/rule-judge';

/** How far a failed comparison's left side is from its bound; times in seconds. */
export interface Peak {
  readonly value: number;
  readonly distance: number;
}

/** Of the first comparison of quantities that broke an obligation; null if none did. */
export function peakOf({ obligations, scope }: RuleJudge): Peak | null {
  for (const { plan, condition } of obligations) {
    const broken = plan.kind === 'always' ? FALSE : TRUE;
    if (condition() !== broken) continue;
    for (const comparison of comparisons(plan.condition, broken, scope)) {
      const peak = peakOfComparison(comparison, scope);
      if (peak !== null) return peak;
    }
  }
  return null;
}

/** The comparisons that give a condition its value. */
function comparisons(
  plan: ConditionPlan,
  value: typeof TRUE | typeof FALSE,
  scope: Scope,
): readonly ConditionOf<'compare'>[] {
  switch (plan.op) {
    case 'compare':
      return [plan];
    case 'not':
      return comparisons(plan.of, value === TRUE ? FALSE : TRUE, scope);
    case 'and':
    case 'or':
      return plan.of
        .filter((part) => scope.condition(part)() === value)
        .flatMap((part) => comparisons(part, value, scope));
    default:
      return [];
  }
}

function peakOfComparison(plan: ConditionOf<'compare'>, scope: Scope): Peak | null {
  const left = quantity(plan.left, scope);
  const right = quantity(plan.right, scope);
  if (left === undefined || right === undefined || left.unit !== right.unit) return null;
  const scale = left.unit === 'number' ? 1 : 1e9;
  return { value: Number(left.low) / scale, distance: Math.abs(Number(left.low) - Number(right.low)) };
}

function quantity(plan: ValuePlan, scope: Scope): Range | undefined {
  const value = scope.value(plan).value();
  return isNothing(value) ? undefined : rangeOf(value);
}
