import type { Origin } from '../../../engine';
import { differenceOf, type TestOutcome } from '../../../rule-tests';
import { problemText } from '../pretty-notes';
import type { Style } from '../style';
import { brief, number, printable } from '../text';
import { prettyCoverage } from './coverage';
import { differenceLines } from './difference';
import { passedOf, type TestResult } from './test-result';

/** The result for people: one line for each test, what was found instead where it failed, and the counts. */
export function* prettyTests(result: TestResult, style: Style, quiet: boolean): Generator<string> {
  for (const outcome of result.outcomes) {
    if (!quiet || !outcome.passed) yield testText(outcome, result, style);
  }
  if (result.coverage !== null && !quiet) yield* prettyCoverage(result.coverage, style);
  const passed = passedOf(result);
  const failed = result.outcomes.length - passed;
  const counts = [
    passed > 0 ? style('green', `${number(passed)} passed`) : '0 passed',
    failed > 0 ? style(['bold', 'red'], `${number(failed)} failed`) : '0 failed',
  ];
  yield `${counts.join(', ')}\n`;
}

function testText(
  { test, passed, expectations, problems }: TestOutcome,
  { shownUri }: TestResult,
  style: Style,
): string {
  const place = ({ uri, line }: Origin) => style('gray', `${printable(shownUri(uri))}:${line}`);
  const mark = passed ? style('green', '✓') : style('red', '✗');
  const failures = expectations
    .filter(({ met }) => !met)
    .flatMap((outcome) => {
      const difference = differenceOf(outcome);
      const head = `  ${printable(difference.expectation)}  ${place(outcome.expectation.origin)}`;
      return [head, ...differenceLines(difference, style).map((line) => `    ${line}`)];
    });
  const unread = problems.map((problem) => `  ${style('yellow', 'problem:')} ${problemText(problem)}`);
  const lines = [`${mark} ${brief(test.title, 200)}  ${place(test.origin)}`, ...failures, ...unread];
  return `${lines.join('\n')}\n${lines.length > 1 ? '\n' : ''}`;
}
