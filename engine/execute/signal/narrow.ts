import type { ConditionPlan } from '../../plan/condition';
import { TRUE } from '../kleene';
import type { Scope } from '../scope';
import { quickTest, type RowTest } from './quick-test';

/**
 * The rows on which a condition is true. An `and` is taken apart: each part goes through what the parts
 * before it left, those first that read one column only.
 */
export function narrow(rows: Uint32Array, condition: ConditionPlan, scope: Scope): Uint32Array {
  const left = rows.slice();
  let count = left.length;
  const parts = conjuncts(condition).map((part) => ({ part, quick: quickTest(part, scope) }));
  for (const { quick } of parts) if (quick !== null) count = keep(left, count, quick);
  for (const { part, quick } of parts) if (quick === null) count = keepWhere(left, count, part, scope);
  return left.slice(0, count);
}

function conjuncts(condition: ConditionPlan): readonly ConditionPlan[] {
  return condition.op === 'and' ? condition.of.flatMap(conjuncts) : [condition];
}

/** Moves the rows that pass to the front and returns how many they are. */
function keep(rows: Uint32Array, count: number, test: RowTest): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    if (test(row)) rows[kept++] = row;
  }
  return kept;
}

function keepWhere(rows: Uint32Array, count: number, part: ConditionPlan, scope: Scope): number {
  const { frame, run } = scope;
  const condition = scope.condition(part);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    run.cancellation.step();
    const row = rows[i]!;
    frame[0] = row;
    if (condition() === TRUE) rows[kept++] = row;
  }
  return kept;
}
