import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleText } from '../support/generate/rules';
import { traceSet } from '../support/generate/traces';
import { judgeBoth, type Pair, show } from './compare';

/** A bigger or another run: AGREEMENT_RUNS=10000 AGREEMENT_SEED=7 vitest run test/agreement/agreement.test.ts */
const FIXED_SEED = 20_241_018;
const runs = Number(process.env.AGREEMENT_RUNS ?? 40);
const seed = Number(process.env.AGREEMENT_SEED ?? Date.now() % 2 ** 31);

const pair: fc.Arbitrary<Pair> = fc.record({
  rule: ruleText,
  spans: traceSet,
  assumeComplete: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** Judges pairs until one disagrees; that one is shrunk and thrown with both results. */
function agree(numRuns: number, from: number): Map<string, number> {
  const covered = new Map<string, number>();
  const property = fc.property(pair, (drawn) => {
    const { engine, reference, result } = judgeBoth(drawn);
    for (const verdict of VERDICTS) if (result[verdict] > 0) covered.set(verdict, (covered.get(verdict) ?? 0) + 1);
    if (engine !== reference) throw new Error(`\n${show(drawn)}\nengine\n${engine}\n\nreference\n${reference}\n`);
  });
  fc.assert(property, { numRuns, seed: from, reporter: report });
  return covered;
}

const VERDICTS = ['held', 'violated', 'unproven', 'indeterminate', 'unkeyed'] as const;

function report(details: fc.RunDetails<[Pair]>): void {
  if (!details.failed) return;
  throw new Error(
    `seed ${details.seed}, pair ${details.numRuns}, ${details.numShrinks} shrinks\n${details.errorInstance}`,
  );
}

describe('engine and reference agree', () => {
  it('on 2,000 pairs that are always the same, every verdict often among them', { timeout: 600_000 }, () => {
    const covered = agree(2_000, FIXED_SEED);
    for (const verdict of VERDICTS) expect(covered.get(verdict) ?? 0, verdict).toBeGreaterThan(200);
  });

  it(`on ${runs} pairs from seed ${seed}`, { timeout: 3_600_000 }, () => {
    const start = performance.now();
    const covered = agree(runs, seed);
    console.log(
      `${runs} pairs agree, seed ${seed}, ${Math.round(performance.now() - start)} ms`,
      Object.fromEntries(covered),
    );
    expect(runs).toBeGreaterThan(0);
  });
});
