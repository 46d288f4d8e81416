import { expect, it, vi } from 'vitest';
import { agree } from './agree';

// rules are judged in batches of many subjects, and generated traces have few: here they fill several
vi.mock('../../engine/execute/batch/sizes', () => ({ BATCH_SIZE: 2, MOST_CANDIDATES: 2 }));

const runs = Number(process.env.AGREEMENT_RUNS ?? 400);
const seed = Number(process.env.AGREEMENT_SEED ?? 5);

it(`engine and reference agree on ${runs} pairs from seed ${seed} where a batch holds two subjects`, {
  timeout: 7_200_000,
}, () => {
  expect(agree(runs, seed).counts.size).toBeGreaterThan(0);
});
