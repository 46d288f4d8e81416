import { FALSE, TRUE } from '../kleene';
import { type BatchTest, Results } from './batch-test';

/** The greatest of several conditions. Each is asked for the frames on which none before it was true. */
export function highestOf(parts: readonly BatchTest[]): BatchTest {
  const results = new Results();
  const rest = new Results();
  return (batch, wanted) => {
    const highest = results.array;
    const open = rest.array;
    highest.fill(FALSE, 0, batch.count);
    if (wanted === null) open.fill(1, 0, batch.count);
    else open.set(wanted.subarray(0, batch.count));
    for (let i = 0; i < parts.length; i++) {
      if (takeHighest(parts[i]!(batch, open), highest, open, batch.count) === 0) break;
    }
    return highest;
  };
}

/** Says for how many it isn't true yet. */
function takeHighest(values: Uint8Array, highest: Uint8Array, open: Uint8Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    if (open[i] === 0) continue;
    const value = values[i]!;
    if (value > highest[i]!) highest[i] = value;
    if (value === TRUE) open[i] = 0;
    else left++;
  }
  return left;
}
