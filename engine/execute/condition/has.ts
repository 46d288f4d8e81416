import { type BatchTest, Results } from '../batch/batch-test';
import { FALSE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { OccurrenceSearch } from '../search/search';
import { type Condition, type ConditionOf, inBatches } from './condition';

/** True with a certain match, unknown with a possible one or where absence is no evidence, else false. */
export function makeHas(plan: ConditionOf<'has'>, scope: Scope): Condition {
  const search = scope.search(plan.search);
  return inBatches(() => search.best() || (search.open() ? UNKNOWN : FALSE), inBatchesOf(search));
}

function inBatchesOf({ bestInBatch }: OccurrenceSearch): BatchTest | undefined {
  if (bestInBatch === undefined) return undefined;
  const results = new Results();
  return (batch, wanted) => {
    const best = bestInBatch(batch, wanted);
    const found = results.array;
    for (let i = 0; i < batch.count; i++) found[i] = best[i] || (batch.open[i] === 1 ? UNKNOWN : FALSE);
    return found;
  };
}
