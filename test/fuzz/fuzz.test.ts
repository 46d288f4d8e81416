import { describe, expect, it } from 'vitest';
import { type Figures, fuzz, NOTHING, sumOf } from './run';

/** A bigger or another run: FUZZ_RUNS=20000 FUZZ_SEED=7 FUZZ_CHUNKS=25 vitest run test/fuzz/fuzz.test.ts -t 'from seed' */
const FIXED_SEED = 20_241_018;
const runs = Number(process.env.FUZZ_RUNS ?? 200);
const chunks = Number(process.env.FUZZ_CHUNKS ?? 1);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

describe('inputs that something was done to are read without a throw, alike in pieces, alike plainly', () => {
  it('2,000 that are always the same', { timeout: 600_000 }, async () => {
    const figures = await fuzz(2_000, FIXED_SEED);
    expect(figures.inputs).toBe(2_000);
    expect(figures.withProblems).toBeGreaterThan(500);
    expect(figures.compared).toBeGreaterThan(50);
    expect(figures.byReference).toBeGreaterThan(20);
    expect(figures.spans).toBeGreaterThan(1_000);
  });

  it(`${chunks} × ${runs} from seed ${seed} on`, { timeout: 36_000_000 }, async () => {
    let all = NOTHING;
    for (let chunk = 0; chunk < chunks; chunk++) {
      const figures = await fuzz(runs, seed + chunk);
      all = sumOf(all, figures);
      if (process.env.FUZZ_RUNS !== undefined) console.log(line(`seed ${seed + chunk}`, figures));
    }
    expect(all.inputs).toBe(chunks * runs);
    if (chunks > 1) console.log(line(`seeds ${seed} to ${seed + chunks - 1}`, all));
  });
});

function line(what: string, figures: Figures): string {
  return `${what}: ${JSON.stringify(figures)}`;
}
