import { fetchRequestOf, type JudgeOptions, judge, type Plan, type Report } from '../engine';
import { type Expectation, isWhole, type RuleTest } from '../language';
import { loadTestTraces } from './load-test-traces';
import type { ExpectationOutcome, TestOutcome } from './outcome';

export interface RunTestsOptions extends Pick<JudgeOptions, 'sql'> {
  /** Absolute; what paths of trace files are shown relative to. */
  readonly cwd: string;
  /** Take traces from files for whole; those written out are, where nothing in them says otherwise. */
  readonly assumeComplete: boolean;
  /** Count what conditions were. */
  readonly coverage?: boolean;
  /** Asked now and then; true stops the run with a `CancelledError`. */
  readonly cancelled?: () => boolean;
}

/**
 * Judges a test's traces by the rules that it expects something of, and by no others. Traces that are written out are
 * whole by construction: what isn't in them was not there. Beside files they are judged as those are, and where one says
 * that something is missing, all are as whole as they show themselves to be.
 * @throws CancelledError
 */
export async function runTest(test: RuleTest, plan: Plan, options: RunTestsOptions): Promise<TestOutcome> {
  const expected = new Set(test.expectations.map(({ rule }) => rule));
  const own = { ...plan, rules: plan.rules.filter(({ id }) => expected.has(id)) };
  const { cancelled, sql, coverage = false } = options;
  const { store, problems } = await loadTestTraces(test, fetchRequestOf(own), options);
  const assumeComplete = isWhole(test) || (options.assumeComplete && !saysWhatIsMissing(test));
  const report = judge(own, store, {
    assumeComplete,
    coverage,
    ...(cancelled ? { cancelled } : {}),
    ...(sql ? { sql } : {}),
  });
  const expectations = test.expectations.map((expectation) => compare(expectation, report));
  return {
    test,
    passed: expectations.every(({ met }) => met),
    expectations,
    problems,
    coverage: report.coverage ?? [],
  };
}

function saysWhatIsMissing(test: RuleTest): boolean {
  return !isWhole({ ...test, given: [] });
}

function compare(expectation: Expectation, report: Report): ExpectationOutcome {
  const found = report.rules.find(({ id }) => id === expectation.rule);
  if (found === undefined) return { expectation, met: false, found: null, findings: [] };
  const { verdict, count } = expectation;
  const subjects = found.checked + found.indeterminate;
  const met = count === null ? found[verdict] > 0 && found[verdict] === subjects : found[verdict] === count;
  return { expectation, met, found, findings: findingsOf(report, found.id) };
}

function findingsOf({ violations, unproven, indeterminate, exempted }: Report, rule: string) {
  return [...violations, ...unproven, ...indeterminate, ...exempted].filter(({ ruleId }) => ruleId === rule);
}
