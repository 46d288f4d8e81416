import { batchTestOf, mapResults } from '../batch/batch-test';
import { highestOf, lowestOf } from '../batch/logic';
import { FALSE, type Kleene, not, TRUE } from '../kleene';
import type { Scope } from '../scope';
import { type Condition, type ConditionOf, inBatches } from './condition';

export function makeAnd(plan: ConditionOf<'and'>, scope: Scope): Condition {
  const parts = plan.of.map((part) => scope.condition(part));
  if (parts.length === 1) return parts[0]!;
  return inBatches(
    () => {
      let lowest: Kleene = TRUE;
      for (let i = 0; i < parts.length; i++) {
        const value = parts[i]!();
        if (value === FALSE) return FALSE;
        if (value < lowest) lowest = value;
      }
      return lowest;
    },
    lowestOf(parts.map(batchTestOf)),
  );
}

export function makeOr(plan: ConditionOf<'or'>, scope: Scope): Condition {
  const parts = plan.of.map((part) => scope.condition(part));
  if (parts.length === 1) return parts[0]!;
  return inBatches(
    () => {
      let highest: Kleene = FALSE;
      for (let i = 0; i < parts.length; i++) {
        const value = parts[i]!();
        if (value === TRUE) return TRUE;
        if (value > highest) highest = value;
      }
      return highest;
    },
    highestOf(parts.map(batchTestOf)),
  );
}

export function makeNot(plan: ConditionOf<'not'>, scope: Scope): Condition {
  const of = scope.condition(plan.of);
  return mapResults(() => not(of()), of, not);
}
