import type { Finding, RuleCoverage, RuleSummary } from '../engine';
import type { Expectation, RuleTest } from '../language';
import type { Problem } from '../traces/node';

/** What a test block came to. */
export interface TestOutcome {
  readonly test: RuleTest;
  /** Every expectation is met. */
  readonly passed: boolean;
  readonly expectations: readonly ExpectationOutcome[];
  /** What could not be read of the trace files that the test names. */
  readonly problems: readonly Problem[];
  /** Of the rules that the test is judged by; empty unless asked for. */
  readonly coverage: readonly RuleCoverage[];
}

export interface ExpectationOutcome {
  readonly expectation: Expectation;
  readonly met: boolean;
  /** What the rule said; null where there is no such rule that compiles. */
  readonly found: RuleSummary | null;
  /** Every listed subject of that rule, by time. */
  readonly findings: readonly Finding[];
}
