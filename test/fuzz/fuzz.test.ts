import { describe, expect, it } from 'vitest';
import { examine } from './examine';
import { fuzzInput, seeds } from './inputs';
import { randomAt } from './random';

/** A bigger or another run: FUZZ_RUNS=1000000 FUZZ_SEED=7 vitest run test/fuzz */
const FIXED_SEED = 20_241_018;
const runs = Number(process.env.FUZZ_RUNS ?? 200);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

interface Figures {
  inputs: number;
  spans: number;
  refused: number;
  withProblems: number;
  compared: number;
  /** Of computing, in milliseconds. */
  slowest: { ms: number; place: number };
  peakMegabytes: number;
}

async function fuzz(count: number, from: number): Promise<Figures> {
  const all = seeds(from);
  const figures: Figures = {
    inputs: 0,
    spans: 0,
    refused: 0,
    withProblems: 0,
    compared: 0,
    slowest: { ms: 0, place: 0 },
    peakMegabytes: 0,
  };
  for (let place = 0; place < count; place++) {
    const random = randomAt(from, place);
    const input = fuzzInput(all, random);
    const before = process.cpuUsage();
    const examined = await examine(input, random).catch((error: Error) => {
      throw new Error(`seed ${from}, input ${place} (${input.packed}): ${error.stack}\n${shown(input.bytes)}`);
    });
    const { user, system } = process.cpuUsage(before);
    const ms = Math.round((user + system) / 1000);
    if (ms > figures.slowest.ms) figures.slowest = { ms, place };
    figures.inputs++;
    figures.spans += examined.spans;
    if (examined.refused) figures.refused++;
    if (examined.problems > 0) figures.withProblems++;
    if (examined.compared) figures.compared++;
  }
  figures.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return figures;
}

function shown(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').slice(0, 4000);
}

describe('inputs that something was done to are read without a throw, alike in pieces, alike plainly', () => {
  it('2,000 that are always the same', { timeout: 600_000 }, async () => {
    const figures = await fuzz(2_000, FIXED_SEED);
    expect(figures.inputs).toBe(2_000);
    expect(figures.withProblems).toBeGreaterThan(500);
    expect(figures.compared).toBeGreaterThan(50);
    expect(figures.spans).toBeGreaterThan(1_000);
  });

  it(`${runs} from seed ${seed}`, { timeout: 36_000_000 }, async () => {
    const figures = await fuzz(runs, seed);
    expect(figures.inputs).toBe(runs);
    if (process.env.FUZZ_RUNS !== undefined) console.log(`seed ${seed}`, figures);
  });
});
