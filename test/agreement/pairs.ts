import fc from 'fast-check';
import { ruleText } from '../support/generate/rules';
import { traceSet } from '../support/generate/traces';
import type { Pair } from './compare';

/** A rule file and traces, drawn from one alphabet. */
export const pairs: fc.Arbitrary<Pair> = fc.record({
  rule: ruleText,
  spans: traceSet,
  assumeComplete: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
