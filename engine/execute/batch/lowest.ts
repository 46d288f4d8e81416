import { FALSE, TRUE } from '../kleene';
import type { Batch } from './batch';
import { type BatchTest, Results } from './batch-test';

/**
 * The least of several conditions. Each is asked for the frames on which none before it was false.
 * @param begin fills what the others are compared with; without it everything is true
 */
export function lowestOf(parts: readonly BatchTest[], begin?: (batch: Batch, lowest: Uint8Array) => void): BatchTest {
  const results = new Results();
  const rest = new Results();
  return (batch, wanted) => {
    const lowest = results.array;
    const open = rest.array;
    if (begin === undefined) lowest.fill(TRUE, 0, batch.count);
    else begin(batch, lowest);
    let left = markOpen(lowest, wanted, open, batch.count);
    for (let i = 0; i < parts.length && left > 0; i++) {
      left = takeLowest(parts[i]!(batch, open), lowest, open, batch.count);
    }
    return lowest;
  };
}

function markOpen(lowest: Uint8Array, wanted: Uint8Array | null, open: Uint8Array, count: number): number {
  let marked = 0;
  for (let i = 0; i < count; i++) {
    open[i] = lowest[i] !== FALSE && (wanted === null || wanted[i] !== 0) ? 1 : 0;
    marked += open[i]!;
  }
  return marked;
}

/** Says for how many it isn't false yet. */
function takeLowest(values: Uint8Array, lowest: Uint8Array, open: Uint8Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    if (open[i] === 0) continue;
    const value = values[i]!;
    if (value < lowest[i]!) lowest[i] = value;
    if (value === FALSE) open[i] = 0;
    else left++;
  }
  return left;
}
