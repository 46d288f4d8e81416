import type { ConditionPlan } from '../../plan/condition';
import { Batch } from '../batch/batch';
import { batchTestOf } from '../batch/batch-test';
import { TRUE } from '../kleene';
import type { Scope } from '../scope';

/** The rows on which a condition is true. An `and` is taken apart: each part is asked about what the parts before it left. */
export function narrow(rows: Uint32Array, condition: ConditionPlan, scope: Scope): Uint32Array {
  const parts = conjuncts(condition).map((part) => batchTestOf(scope.condition(part)));
  const batch = new Batch(scope);
  const left = new Uint32Array(rows.length);
  let count = 0;
  batch.traces.fill(-1);
  batch.goThrough(0, rows, () => {
    for (let i = 0; i < parts.length && batch.count > 0; i++) {
      batch.keep(parts[i]!(batch, null), TRUE);
    }
    left.set(batch.column(0).subarray(0, batch.count), count);
    count += batch.count;
  });
  return left.slice(0, count);
}

function conjuncts(condition: ConditionPlan): readonly ConditionPlan[] {
  return condition.op === 'and' ? condition.of.flatMap(conjuncts) : [condition];
}
