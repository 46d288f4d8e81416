import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import { testOf } from './code-test';
import type { Condition, ConditionOf } from './condition';

/** A boolean, or a text that says one, as a condition; anything else is unknown. */
export function makeTruthy(plan: ConditionOf<'truthy'>, scope: Scope): Condition {
  return testOf(scope.value(plan.of), scope.run.values, (value) => comparePresent('==', value, true));
}
