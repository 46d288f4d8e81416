import { differenceOf, type TestOutcome } from '../../../rule-tests';
import { problemText } from '../pretty-notes';
import { plain } from '../style';
import { printable } from '../text';
import { differenceLines } from './difference';
import { passedOf, type TestResult } from './test-result';

/** `test --format junit`: one suite for each rule file, as build servers read it. */
export function* junitTests(result: TestResult): Generator<string> {
  const { outcomes, shownUri } = result;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="ringfence test" ${counts(outcomes.length, outcomes.length - passedOf(result))}>\n`;
  for (const [uri, suite] of Map.groupBy(outcomes, ({ test }) => test.origin.uri)) {
    const path = escaped(shownUri(uri));
    const failed = suite.filter(({ passed }) => !passed).length;
    yield `  <testsuite name="${path}" ${counts(suite.length, failed)}>\n`;
    for (const outcome of suite) yield* testCase(outcome, path);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function* testCase(outcome: TestOutcome, path: string): Generator<string> {
  const { test, passed, expectations, problems } = outcome;
  const head = `    <testcase name="${escaped(test.title)}" classname="${path}" file="${path}" line="${test.origin.line}"`;
  if (passed && problems.length === 0) return yield `${head}/>\n`;
  yield `${head}>\n`;
  for (const failure of expectations.filter(({ met }) => !met).map(differenceOf)) {
    const text = differenceLines(failure, plain)
      .map((line) => escaped(line))
      .join('\n');
    yield `      <failure message="${escaped(failure.expectation)}">${text}</failure>\n`;
  }
  if (problems.length > 0)
    yield `      <system-err>${problems.map((each) => escaped(problemText(each))).join('\n')}</system-err>\n`;
  yield '    </testcase>\n';
}

function counts(tests: number, failures: number): string {
  return `tests="${tests}" failures="${failures}" errors="0" skipped="0"`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** `printable` leaves nothing that XML can't hold but U+FFFE and U+FFFF. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[&<>"]/g, (character) => entities[character]!)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
}
