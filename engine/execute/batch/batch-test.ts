import { type Condition, inBatches } from '../condition/condition';
import type { Kleene } from '../kleene';
import type { Batch } from './batch';
import { BATCH_SIZE } from './sizes';

/**
 * A condition on all frames of a batch. What is returned is good for the frames that have something other than 0 in `wanted` (null: for all),
 * and until anything else is asked.
 */
export type BatchTest = (batch: Batch, wanted: Uint8Array | null) => Uint8Array;

export function batchTestOf(condition: Condition): BatchTest {
  return condition.inBatch ?? eachAlone(condition);
}

/** Asks for each frame that is wanted. */
export function eachAlone(condition: () => Kleene): BatchTest {
  const results = new Results();
  return (batch, wanted) => {
    const { cancellation } = batch.scope.run;
    const found = results.array;
    for (let i = 0; i < batch.count; i++) {
      if (wanted !== null && wanted[i] === 0) continue;
      cancellation.step();
      batch.load(i);
      found[i] = condition();
    }
    return found;
  };
}

/** The same condition with a result of its own for each of Kleene's values. */
export function mapResults(condition: () => Kleene, of: Condition, change: (value: Kleene) => Kleene): Condition {
  const { inBatch } = of;
  if (inBatch === undefined) return inBatches(condition, undefined);
  const results = new Results();
  return inBatches(condition, (batch, wanted) => {
    const values = inBatch(batch, wanted);
    const found = results.array;
    for (let i = 0; i < batch.count; i++) found[i] = change(values[i] as Kleene);
    return found;
  });
}

/** Room for results, which most conditions of many rules never need. */
export class Results {
  #array: Uint8Array | undefined;

  get array(): Uint8Array {
    this.#array ??= new Uint8Array(BATCH_SIZE);
    return this.#array;
  }
}
