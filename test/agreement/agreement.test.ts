import { describe, expect, it } from 'vitest';
import { agree, VERDICTS } from './agree';
import { OPERATORS } from './operators';

/** A bigger or another run: AGREEMENT_RUNS=10000 AGREEMENT_SEED=7 vitest run test/agreement/agreement.test.ts */
const FIXED_SEED = 11;
const runs = Number(process.env.AGREEMENT_RUNS ?? 40);
const seed = Number(process.env.AGREEMENT_SEED ?? Date.now() % 2 ** 31);

describe('engine and reference agree', () => {
  it('on 3,000 pairs that are always the same, with every operator and verdict among them', {
    timeout: 600_000,
  }, () => {
    const coverage = agree(3_000, FIXED_SEED);
    for (const verdict of VERDICTS) expect(coverage.of('all')[verdict], verdict).toBeGreaterThan(200);
    // rules that an operator is part of hold and are violated
    const undecided = OPERATORS.filter((operator) => {
      const { held, violated } = coverage.of(operator);
      return held === 0 || violated === 0;
    });
    expect(undecided).toEqual([]);
  });

  it(`on ${runs} pairs from seed ${seed}`, { timeout: 7_200_000 }, () => {
    const start = performance.now();
    const { counts } = agree(runs, seed);
    const milliseconds = Math.round(performance.now() - start);
    console.log(`${runs} pairs agree, seed ${seed}, ${milliseconds} ms`, counts.get('all'));
    expect(counts.size).toBeGreaterThan(0);
  });
});
