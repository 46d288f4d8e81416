import { fetchRequestOf, judge, type Origin } from '../../engine';
import { pathOfUri, sqlBy } from '../../project';
import { exitCode, failsOn } from '../exit-code';
import { findRuleFiles } from '../find-rule-files';
import { withHashes } from '../hash-file';
import { compileRules } from '../load-rules';
import { Progress } from '../progress';
import { findTraces, readTraces } from '../read-traces';
import type { CheckResult } from '../report/check-result';
import { printDiagnostics } from '../report/diagnostics';
import { jsonReport } from '../report/json';
import { prettyReport } from '../report/pretty';
import { plain, styleFor } from '../report/style';
import { selectRules } from '../select-rules';
import { shownPath } from '../shown';
import { UsageError } from '../usage-error';
import { openOutput } from '../write';
import { checkOptions } from './check-options';
import type { RunCommand } from './registry';

/** `ringfence check`: judges traces by rules and reports every verdict. */
export const check: RunCommand = async (args, io, setup) => {
  const options = checkOptions(args, io);
  const files = await findRuleFiles(args.words, io, setup);
  // threads start while rules are compiled
  const found = await findTraces(args, files.project, io, setup);
  const rules = compileRules(files, args, io);
  printDiagnostics(rules.diagnostics, io.stderr, styleFor(io.stderr, io.env, options.noColor), options.quiet);
  const plan = selectRules(rules.plan, options.rules, options.minSeverity);
  if (plan.rules.length === 0 && !rules.failed)
    throw new UsageError('There is nothing to judge: these files hold declarations and no rule.');
  const output = await openOutput(options.output, io);
  const progress = new Progress(io.stderr, io.stderr.isTTY === true && !options.quiet);
  const [traces, sql] = await Promise.all([
    readTraces(found, fetchRequestOf(plan), progress),
    sqlBy(setup.sqlParser)(plan, rules.project.schema),
  ]);
  const { period, openEnd } = options;
  const assumeComplete = options.assumeComplete || rules.project.settings.assumeComplete;
  const report = judge(plan, traces.store, { ...sql, assumeComplete, openEnd, period });
  const inputs = await withHashes(traces, options.hash);
  progress.clear();
  const result: CheckResult = {
    version: setup.version,
    report,
    period: { start: period.start ?? report.summary.earliest, end: period.end ?? report.summary.latest },
    assumeComplete,
    ruleLocations: new Map(report.rules.map(({ id, origin }) => [id, originText(origin, io.cwd)])),
    inputs,
    problems: traces.problems,
    diagnostics: rules.diagnostics,
  };
  const style = output.stream === io.stdout ? styleFor(io.stdout, io.env, options.noColor) : plain;
  await output.write(options.format === 'json' ? jsonReport(result) : prettyReport(result, style, options.quiet));
  return exitCode({
    rulesFailed: rules.failed,
    inputFailed: traces.problems.length > 0,
    verdictsFailed: failsOn(report, options.failOn),
  });
};

function originText({ uri, line }: Origin, cwd: string): string {
  return `${shownPath(pathOfUri(uri), cwd)}:${line}`;
}
