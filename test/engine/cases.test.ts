import { describe, expect, it } from 'vitest';
import { CASES } from '../agreement/cases';
import { counts, findings, judged, witnessesOf } from './judging';

describe('the engine judges as the language is described', () => {
  it.each(CASES.map((one) => [one.title, one] as const))('%s', (_, one) => {
    const report = judged(one.rule, one.spans, { assumeComplete: one.assumeComplete ?? false });
    expect(counts(report)).toBe(one.counts);
    if (one.witnesses !== undefined) expect(witnessesOf(findings(report)[0]!)).toBe(one.witnesses);
  });
});
