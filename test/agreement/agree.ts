import fc from 'fast-check';
import { disagreement, judgeBoth, type Pair, show, smallest } from './compare';
import { operatorsOf } from './operators';
import { pairs } from './pairs';

export const VERDICTS = ['held', 'violated', 'unproven', 'indeterminate', 'unkeyed'] as const;
type Verdict = (typeof VERDICTS)[number];

/** How many pairs had a verdict at least once: in all, and of the rules that an operator is part of. */
export class Coverage {
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
export function agree(numRuns: number, from: number, drawn: fc.Arbitrary<Pair> = pairs): Coverage {
  const coverage = new Coverage();
  const agrees = (pair: Pair): boolean => {
    const { engine, reference, result, plan } = judgeBoth(pair);
    for (const what of ['all', ...operatorsOf(plan)]) coverage.add(what, result);
    return engine === reference;
  };
  // what is drawn is made smaller here, by its rule's syntax tree
  const details = fc.check(fc.property(drawn, agrees), { numRuns, seed: from, endOnFailure: true });
  if (details.failed) {
    const pair = smallest(details.counterexample![0]);
    throw new Error(`seed ${from}, pair ${details.numRuns}\n\n${show(pair)}\n${disagreement(pair)}\n`);
  }
  return coverage;
}
