import type { ConditionPlan } from '../../plan/condition';
import { TRUE } from '../kleene';
import type { Scope } from '../scope';
import { quickTest } from './quick-test';

/**
 * The rows on which a condition is true. An `and` is taken apart: each part goes through what the parts
 * before it left, those first that read one column only.
 */
export function narrow(rows: Uint32Array, condition: ConditionPlan, scope: Scope): Uint32Array {
  const parts = conjuncts(condition);
  const quick = parts.map((part) => quickTest(part, scope));
  let left = rows;
  for (const test of quick) if (test !== null) left = left.filter(test);
  parts.forEach((part, i) => {
    if (quick[i] === null) left = filter(left, part, scope);
  });
  return left;
}

function conjuncts(condition: ConditionPlan): readonly ConditionPlan[] {
  return condition.op === 'and' ? condition.of.flatMap(conjuncts) : [condition];
}

function filter(rows: Uint32Array, part: ConditionPlan, scope: Scope): Uint32Array {
  const { frame, run } = scope;
  const condition = scope.condition(part);
  return rows.filter((row) => {
    run.cancellation.step();
    frame[0] = row;
    return condition() === TRUE;
  });
}
