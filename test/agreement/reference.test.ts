import { describe, expect, it } from 'vitest';
import { countsOf, referenceResults, shortWitnesses } from './both';
import { CASES } from './cases';
import { EXPRESSIONS, ruleOfExpression } from './whitepaper';

describe('the reference judges the twelve expressions of the whitepaper, verbatim', () => {
  for (const expression of EXPRESSIONS) {
    for (const verdict of ['held', 'violated', 'unproven'] as const) {
      it(`${expression.id} ${verdict}`, () => {
        const [result] = referenceResults(ruleOfExpression(expression), expression[verdict]);
        expect(countsOf(result!)).toBe(`${verdict} 1`);
      });
    }
  }
});

describe('the reference follows the language, sentence by sentence', () => {
  for (const { title, rule, spans, counts, witnesses, assumeComplete } of CASES) {
    it(title, () => {
      const [result] = referenceResults(rule, spans, { assumeComplete: assumeComplete === true });
      expect(countsOf(result!)).toBe(counts);
      if (witnesses !== undefined) expect(shortWitnesses(result!.listed[0]!.witnesses)).toBe(witnesses);
    });
  }
});
