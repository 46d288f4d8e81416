import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement, judgeBoth, type Pair, show, smallest } from './compare';
import { OPERATORS, operatorsOf } from './operators';
import { pairs } from './pairs';

/** A bigger or another run: AGREEMENT_RUNS=10000 AGREEMENT_SEED=7 vitest run test/agreement/agreement.test.ts */
const FIXED_SEED = 11;
const runs = Number(process.env.AGREEMENT_RUNS ?? 40);
const seed = Number(process.env.AGREEMENT_SEED ?? Date.now() % 2 ** 31);

const VERDICTS = ['held', 'violated', 'unproven', 'indeterminate', 'unkeyed'] as const;
type Verdict = (typeof VERDICTS)[number];

/** How many pairs had a verdict at least once: in all, and of the rules that an operator is part of. */
class Coverage {
  readonly counts = new Map<string, Record<Verdict, number>>();

  add(what: string, result: Readonly<Record<Verdict, number>>): void {
    const counts = this.of(what);
    for (const verdict of VERDICTS) if (result[verdict] > 0) counts[verdict]++;
    this.counts.set(what, counts);
  }

  of(what: string): Record<Verdict, number> {
    return this.counts.get(what) ?? { held: 0, violated: 0, unproven: 0, indeterminate: 0, unkeyed: 0 };
  }
}

/** Judges pairs until one disagrees; what is left of it, made as small as it can be, is thrown with both results. */
function agree(numRuns: number, from: number): Coverage {
  const coverage = new Coverage();
  const agrees = (pair: Pair): boolean => {
    const { engine, reference, result, plan } = judgeBoth(pair);
    for (const what of ['all', ...operatorsOf(plan)]) coverage.add(what, result);
    return engine === reference;
  };
  // what is drawn is made smaller here, by its rule's syntax tree
  const details = fc.check(fc.property(pairs, agrees), { numRuns, seed: from, endOnFailure: true });
  if (details.failed) {
    const pair = smallest(details.counterexample![0]);
    throw new Error(`seed ${from}, pair ${details.numRuns}\n\n${show(pair)}\n${disagreement(pair)}\n`);
  }
  return coverage;
}

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
