import { expect, it, vi } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { agree } from './agree';
import { pairs } from './pairs';

// rules are judged in batches of many subjects, and generated traces have few: here they fill several
vi.mock('../../engine/execute/batch/sizes', () => ({ BATCH_SIZE: 2, MOST_CANDIDATES: 2 }));

const runs = Number(process.env.AGREEMENT_RUNS ?? 400);
const seed = Number(process.env.AGREEMENT_SEED ?? 5);

it(`engine and reference agree on ${runs} pairs from seed ${seed} where a batch holds two subjects`, {
  timeout: 7_200_000,
}, () => {
  expect(agree(runs, seed).counts.size).toBeGreaterThan(0);
});

it(`engine and reference agree on ${runs} pairs from seed ${seed} where children start before their parents and attributes were dropped`, {
  timeout: 7_200_000,
}, () => {
  const askew = pairs.map((pair) => ({ ...pair, spans: pair.spans.map(earlierOrPoorer) }));
  expect(agree(runs, seed, askew).counts.size).toBeGreaterThan(0);
});

/** By its number, so that what is drawn stays as it is while it is made smaller. */
function earlierOrPoorer(span: ShortSpan): ShortSpan {
  if (span.id % 7 === 2) return { ...span, droppedAttributes: 1, attributes: {} };
  return span.id % 3 === 0 ? { ...span, start: (span.start ?? 0) - (span.id % 5) - 2 } : span;
}
