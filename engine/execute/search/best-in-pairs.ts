import type { Slot } from '../../plan/value';
import { Batch } from '../batch/batch';
import { type BatchTest, Results } from '../batch/batch-test';
import { BATCH_SIZE, MOST_CANDIDATES } from '../batch/sizes';
import type { Scope } from '../scope';
import { CERTAIN } from '../signal/members';

/** The candidates of one frame: puts them into a list, `most` at most, and says how many there are, or that there are more than that. */
export type CandidatesOf = (batch: Batch, place: number, into: Int32Array, most: number) => number;

/**
 * The best match of each frame of a batch: pairs of a frame and a candidate are asked together. First each frame's first candidate, which nearly
 * always will do, then the others of those that it won't do for.
 */
export function bestInPairs(
  slot: Slot,
  scope: Scope,
  filter: BatchTest,
  candidatesOf: CandidatesOf,
  alone: () => 0 | 1 | 2,
): BatchTest {
  const results = new Results();
  const rest = new Results();
  const list = new Int32Array(MOST_CANDIDATES);
  let pairs: Pairs | undefined;

  return (batch, wanted) => {
    pairs ??= new Pairs(slot, scope, filter);
    const best = results.array;
    const more = rest.array;
    best.fill(0, 0, batch.count);
    for (let place = 0; place < batch.count; place++) {
      const count = wanted !== null && wanted[place] === 0 ? 0 : candidatesOf(batch, place, list, 1);
      more[place] = count > 1 ? 1 : 0;
      if (count > 0) pairs.add(batch, place, list, 0, 1, best);
    }
    pairs.ask(best);
    for (let place = 0; place < batch.count; place++) {
      if (more[place] === 0 || best[place] === CERTAIN) continue;
      const count = candidatesOf(batch, place, list, MOST_CANDIDATES);
      if (count <= MOST_CANDIDATES) pairs.add(batch, place, list, 1, count, best);
      else {
        scope.run.cancellation.step(count);
        batch.load(place);
        best[place] = alone();
      }
    }
    pairs.ask(best);
    return best;
  };
}

/** Pairs that are asked once there are as many as a batch holds. */
class Pairs {
  private readonly batch: Batch;
  /** The frame of each. */
  private readonly owners = new Int32Array(BATCH_SIZE);

  constructor(
    private readonly slot: Slot,
    scope: Scope,
    private readonly filter: BatchTest,
  ) {
    this.batch = new Batch(scope);
  }

  add(of: Batch, place: number, candidates: Int32Array, from: number, to: number, best: Uint8Array): void {
    const { batch, owners } = this;
    if (batch.count + to - from > BATCH_SIZE) this.ask(best);
    for (let i = from; i < to; i++) {
      owners[batch.count] = place;
      batch.add(of, place, this.slot, candidates[i]!);
    }
  }

  /** Raises the best match of each frame that has a better one among these. */
  ask(best: Uint8Array): void {
    const { batch, owners } = this;
    if (batch.count === 0) return;
    const certainty = this.filter(batch, null);
    for (let i = 0; i < batch.count; i++) {
      const owner = owners[i]!;
      if (certainty[i]! > best[owner]!) best[owner] = certainty[i]!;
    }
    batch.clear();
  }
}
