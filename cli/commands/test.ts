import type { Plan, RuleCoverage } from '../../engine';
import type { Expectation, RuleTest } from '../../language';
import { pathOfUri, sqlBy } from '../../project';
import { addCoverage, percentOf, runTest, shareOf, type TestOutcome, uncovered } from '../../rule-tests';
import { choice, single } from '../arguments';
import { exitCode } from '../exit-code';
import { type LoadedRules, loadRules } from '../load-rules';
import { percentage } from '../percentage';
import { Progress } from '../progress';
import { printDiagnostics } from '../report/diagnostics';
import { plain, styleFor } from '../report/style';
import { percentText } from '../report/test/coverage';
import { jsonTests } from '../report/test/json';
import { junitTests } from '../report/test/junit';
import { prettyTests } from '../report/test/pretty';
import { passedOf, problemsOf, type TestResult } from '../report/test/test-result';
import { printable } from '../report/text';
import { selectRules } from '../select-rules';
import { shownPath } from '../shown';
import { UsageError } from '../usage-error';
import { openOutput } from '../write';
import type { RunCommand } from './registry';

const formats = { pretty: prettyTests, json: jsonTests, junit: junitTests } as const;

/** `ringfence test`: judges the traces of test blocks and compares with what they expect. */
export const test: RunCommand = async (args, io, setup) => {
  const format = choice(args, 'format', ['pretty', 'json', 'junit']) ?? 'pretty';
  const quiet = args.options.has('quiet');
  const noColor = args.options.has('no-color');
  const rules = await loadRules(args, io, setup, { expectations: true });
  printDiagnostics(rules.diagnostics, io.stderr, styleFor(io.stderr, io.env, noColor), quiet);
  const named = args.options.get('rule') ?? [];
  const tests = selectTests(rules, named);
  const output = await openOutput(single(args, 'output'), io);
  const progress = new Progress(io.stderr, io.stderr.isTTY === true && !quiet);
  const { assumeComplete } = rules.project.settings;
  const least = percentage('--min-coverage', single(args, 'min-coverage'));
  const covering = least !== null || args.options.has('coverage');
  const sql = await sqlBy(setup.sqlParser)(rules.plan, rules.project.schema);
  const outcomes: TestOutcome[] = [];
  for (const each of tests) {
    progress.show(`testing ${outcomes.length + 1} of ${tests.length}: ${printable(each.title)}`);
    outcomes.push(await runTest(each, rules.plan, { ...sql, cwd: io.cwd, assumeComplete, coverage: covering }));
  }
  const coverage = covering ? await coverageOf(selectRules(rules.plan, named, 'info'), outcomes) : null;
  progress.clear();
  const shownUri = (uri: string) => shownPath(pathOfUri(uri), io.cwd);
  const result: TestResult = { version: setup.version, outcomes, coverage, diagnostics: rules.diagnostics, shownUri };
  const style = output.stream === io.stdout ? styleFor(io.stdout, io.env, noColor) : plain;
  await output.write(formats[format](result, style, quiet));
  const seen = percentOf(shareOf(coverage ?? []));
  const tooLittle = least !== null && seen < least;
  if (tooLittle) io.stderr.write(`Coverage is ${percentText(seen)}, which is less than --min-coverage ${least}.\n`);
  return exitCode({
    rulesFailed: rules.failed,
    inputFailed: problemsOf(result).length > 0,
    verdictsFailed: tooLittle || passedOf(result) < outcomes.length,
  });
};

/** What all tests together have seen of these rules. */
async function coverageOf(plan: Plan, outcomes: readonly TestOutcome[]): Promise<readonly RuleCoverage[]> {
  return outcomes.reduce((total, { coverage }) => addCoverage(total, coverage), await uncovered(plan));
}

/** The tests that expect something of these rules, and what they expect of them. @throws UsageError where there are none. */
function selectTests({ tests, plan, failed }: LoadedRules, rules: readonly string[]): readonly RuleTest[] {
  const expected = new Set(tests.flatMap(({ expectations }) => expectations.map(({ rule }) => rule)));
  const untested = rules.find((id) => !expected.has(id));
  if (untested !== undefined)
    throw new UsageError(`No test expects anything of ${nameOf(untested, plan)}.`, {
      word: untested,
      known: [...expected],
    });
  const wanted = ({ rule }: Expectation) => rules.length === 0 || rules.includes(rule);
  const selected = tests
    .map((each) => ({ ...each, expectations: each.expectations.filter(wanted) }))
    .filter(({ expectations }) => expectations.length > 0);
  if (selected.length === 0 && !failed)
    throw new UsageError('There are no tests: no test "…" { … } block in these files.');
  return selected;
}

function nameOf(id: string, { rules }: Plan): string {
  return rules.some((rule) => rule.id === id)
    ? `the rule ${JSON.stringify(id)}`
    : `${JSON.stringify(id)}, and there is no such rule that compiles`;
}
