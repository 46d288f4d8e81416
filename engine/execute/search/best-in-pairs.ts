import type { Slot } from '../../plan/value';
import { Batch } from '../batch/batch';
import { type BatchTest, Results } from '../batch/batch-test';
import { BATCH_SIZE, MOST_CANDIDATES } from '../batch/sizes';
import type { Scope } from '../scope';

/** The candidates of one frame: puts up to `MOST_CANDIDATES` into a list and says how many there are, or that there are more. */
export type CandidatesOf = (batch: Batch, place: number, into: Int32Array) => number;

/** The best match of each frame of a batch: all pairs of a frame and one of its candidates are asked together. */
export function bestInPairs(
  slot: Slot,
  scope: Scope,
  filter: BatchTest,
  candidatesOf: CandidatesOf,
  alone: () => 0 | 1 | 2,
): BatchTest {
  const results = new Results();
  const list = new Int32Array(MOST_CANDIDATES);
  let pairs: Batch | undefined;
  let owners: Int32Array | undefined;

  return (batch, wanted) => {
    pairs ??= new Batch(scope);
    owners ??= new Int32Array(BATCH_SIZE);
    const best = results.array;
    best.fill(0, 0, batch.count);
    pairs.clear();
    for (let place = 0; place < batch.count; place++) {
      if (wanted !== null && wanted[place] === 0) continue;
      const count = candidatesOf(batch, place, list);
      if (count > MOST_CANDIDATES) {
        batch.load(place);
        best[place] = alone();
        continue;
      }
      if (pairs.count + count > BATCH_SIZE) takeBest(pairs, owners, filter, best);
      for (let i = 0; i < count; i++) {
        owners[pairs.count] = place;
        pairs.add(batch, place, slot, list[i]!);
      }
    }
    if (pairs.count > 0) takeBest(pairs, owners, filter, best);
    return best;
  };
}

function takeBest(pairs: Batch, owners: Int32Array, filter: BatchTest, best: Uint8Array): void {
  const certainty = filter(pairs, null);
  for (let i = 0; i < pairs.count; i++) {
    const owner = owners[i]!;
    if (certainty[i]! > best[owner]!) best[owner] = certainty[i]!;
  }
  pairs.clear();
}
