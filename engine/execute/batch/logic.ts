import { FALSE, type Kleene, TRUE, UNKNOWN } from '../kleene';
import type { Batch } from './batch';
import { type BatchTest, Results } from './batch-test';

/**
 * The least of several conditions. Each is asked for the frames on which none before it was false.
 * @param begin fills what the others are compared with; without it everything is true
 */
export function lowestOf(parts: readonly BatchTest[], begin: Begin = fillWith(TRUE)): BatchTest {
  return untilDecided(parts, FALSE, begin);
}

/** The greatest of several conditions. Each is asked for the frames on which none before it was true. */
export function highestOf(parts: readonly BatchTest[]): BatchTest {
  return untilDecided(parts, TRUE, fillWith(FALSE));
}

type Begin = (batch: Batch, found: Uint8Array) => void;

function fillWith(value: Kleene): Begin {
  return ({ count }, found) => found.fill(value, 0, count);
}

/** @param decides which of false and true none of the others changes any more */
function untilDecided(parts: readonly BatchTest[], decides: Kleene, begin: Begin): BatchTest {
  const results = new Results();
  const rest = new Results();
  return (batch, wanted) => {
    const found = results.array;
    const open = rest.array;
    begin(batch, found);
    let left = markOpen(found, decides, wanted, open, batch.count);
    for (let i = 0; i < parts.length && left > 0; i++) {
      left = take(parts[i]!(batch, open), decides, found, open, batch.count);
    }
    return found;
  };
}

function markOpen(
  found: Uint8Array,
  decides: Kleene,
  wanted: Uint8Array | null,
  open: Uint8Array,
  count: number,
): number {
  let marked = 0;
  for (let i = 0; i < count; i++) {
    open[i] = found[i] !== decides && (wanted === null || wanted[i] !== 0) ? 1 : 0;
    marked += open[i]!;
  }
  return marked;
}

/** Says for how many it isn't decided yet. */
function take(values: Uint8Array, decides: Kleene, found: Uint8Array, open: Uint8Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    if (open[i] === 0) continue;
    const value = values[i]!;
    if (value === decides || value === UNKNOWN) found[i] = value;
    if (value === decides) open[i] = 0;
    else left++;
  }
  return left;
}
