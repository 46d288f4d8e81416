import { describe, expect, it } from 'vitest';
import { countsOf, shortWitnesses } from './both';
import { CASES, type Case } from './cases';
import { judgeBoth } from './compare';
import { NAMED } from './disagreements';
import { EXPRESSIONS, ruleOfExpression } from './whitepaper';

/** Engine and reference say the same, and what is expected. */
function check({ rule, spans, counts, witnesses, assumeComplete }: Case): void {
  const { engine, reference, result } = judgeBoth({ rule, spans, assumeComplete: assumeComplete === true });
  expect(engine).toBe(reference);
  expect(countsOf(result)).toBe(counts);
  if (witnesses !== undefined) expect(shortWitnesses(result.listed[0]!.witnesses)).toBe(witnesses);
}

describe('the engine judges the twelve expressions of the whitepaper like the reference', () => {
  for (const expression of EXPRESSIONS) {
    it.each(['held', 'violated', 'unproven'] as const)(`${expression.id} %s`, (verdict) => {
      const rule = ruleOfExpression(expression);
      check({ title: expression.id, rule, spans: expression[verdict], counts: `${verdict} 1` });
    });
  }
});

describe('the engine follows the language, sentence by sentence, like the reference', () => {
  for (const named of CASES) it(named.title, () => check(named));
});

describe('what engine and reference once judged differently', () => {
  for (const named of NAMED) it(named.title, () => check(named));
});
