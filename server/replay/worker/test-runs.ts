import type { Finding } from '../../../engine';
import type { SqlFor } from '../../../project';
import { differenceOf, type ExpectationOutcome, runTest } from '../../../rule-tests';
import { printable } from '../../text/markdown';
import type { FailedExpectation, TestJob, TestOutcomeText } from '../messages';
import { explanationLines } from './explanation';

/** How many subjects are shown where others were expected. */
const MOST = 5;

/** Runs one test of a rule file and puts what came of it into words. */
export async function runTestJob(
  { test, plan, folder, assumeComplete, schema }: TestJob,
  sqlFor: SqlFor,
): Promise<TestOutcomeText> {
  const sql = await sqlFor(plan, schema);
  const { passed, expectations, problems } = await runTest(test, plan, { ...sql, cwd: folder, assumeComplete });
  return {
    passed,
    failures: expectations.filter(({ met }) => !met).map(failureOf),
    problems: problems.map(({ path, what, skipped }) => printable(`${path}: ${what} (skipped: ${skipped})`, 500)),
  };
}

function failureOf(outcome: ExpectationOutcome): FailedExpectation {
  const { findings, ...texts } = differenceOf(outcome);
  const more = findings.length > MOST ? [`… and ${findings.length - MOST} more`] : [];
  const why = [...findings.slice(0, MOST).flatMap(findingLines), ...more].join('\n');
  return { ...texts, origin: outcome.expectation.origin, why };
}

function findingLines(finding: Finding): string[] {
  return [
    `${finding.verdict}: ${printable(finding.message, 400)}`,
    ...explanationLines(finding).map((line) => `  ${line}`),
  ];
}
