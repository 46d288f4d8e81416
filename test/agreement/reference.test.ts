import { describe, expect, it } from 'vitest';
import { countsOf, referenceResults } from './both';
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
