import type { ExpectationOutcome, TestOutcome } from '../../../rule-tests';
import { diagnosticJson, findingJson, problemJson, ruleJson } from '../json';
import { coverageJson } from './coverage';
import { passedOf, type TestResult } from './test-result';

/** `test --format json`: one object. Additions are fine, changes are not. */
export function* jsonTests(result: TestResult): Generator<string> {
  const passed = passedOf(result);
  const json = {
    version: 1,
    tool: { name: 'ringfence', version: result.version },
    summary: { tests: result.outcomes.length, passed, failed: result.outcomes.length - passed },
    tests: result.outcomes.map((outcome) => testJson(outcome, result)),
    coverage: result.coverage && coverageJson(result.coverage),
    diagnostics: result.diagnostics.map(diagnosticJson),
  };
  yield `${JSON.stringify(json, null, 2)}\n`;
}

function testJson({ test, passed, expectations, problems }: TestOutcome, { shownUri }: TestResult) {
  return {
    title: test.title,
    path: shownUri(test.origin.uri),
    line: test.origin.line,
    passed,
    expectations: expectations.map(expectationJson),
    problems: problems.map(problemJson),
  };
}

function expectationJson({ expectation, met, found, findings }: ExpectationOutcome) {
  const { rule, verdict, count, origin } = expectation;
  return {
    rule_id: rule,
    verdict,
    count,
    line: origin.line,
    met,
    found: found && ruleJson(found),
    findings: findings.map(findingJson),
  };
}
