import { describe, expect, it } from 'vitest';
import { CASES } from '../agreement/cases';
import { EXPRESSIONS, ruleOfExpression } from '../agreement/whitepaper';
import { counts, findings, judged, verdicts, witnessesOf } from './judging';

describe('the engine judges the twelve expressions of the whitepaper, verbatim', () => {
  for (const expression of EXPRESSIONS) {
    it.each(['held', 'violated', 'unproven'] as const)(`${expression.id} %s`, (verdict) => {
      expect(verdicts(ruleOfExpression(expression), expression[verdict])).toBe(`${verdict} 1`);
    });
  }
});

describe('the engine judges as the language is described', () => {
  it.each(CASES.map((one) => [one.title, one] as const))('%s', (_, one) => {
    const report = judged(one.rule, one.spans, { assumeComplete: one.assumeComplete ?? false });
    expect(counts(report)).toBe(one.counts);
    if (one.witnesses !== undefined) expect(witnessesOf(findings(report)[0]!)).toBe(one.witnesses);
  });
});
