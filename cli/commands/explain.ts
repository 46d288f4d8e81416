import { fetchRequestOf, judge, type Report, readingOf, seenBy } from '../../engine';
import { pathOfUri, sqlBy } from '../../project';
import { choice, single } from '../arguments';
import { exitCode } from '../exit-code';
import { findRuleFiles } from '../find-rule-files';
import { compileRules } from '../load-rules';
import { Progress } from '../progress';
import { findTraces, readTraces } from '../read-traces';
import { printDiagnostics } from '../report/diagnostics';
import type { ExplainResult } from '../report/explain-result';
import { jsonExplain } from '../report/json-explain';
import { prettyExplain } from '../report/pretty-explain';
import { plain, styleFor } from '../report/style';
import { selectRules } from '../select-rules';
import { shownPath } from '../shown';
import { UsageError } from '../usage-error';
import { openOutput } from '../write';
import type { RunCommand } from './registry';

/** How many findings people are shown without --all. */
const MOST = 20;

/** `ringfence explain RULE`: how a rule is read, what it had to judge by, and why each listed verdict is what it is. */
export const explain: RunCommand = async (args, io, setup) => {
  const [id, ...words] = args.words;
  if (id === undefined) throw new UsageError('name a rule: “ringfence explain RULE --traces traces/”.');
  const format = choice(args, 'format', ['pretty', 'json']) ?? 'pretty';
  const trace = traceOf(single(args, 'trace'));
  const noColor = args.options.has('no-color');
  const files = await findRuleFiles(words, io, setup);
  const found = await findTraces(args, files.project, io, setup);
  const rules = compileRules(files, args, io);
  printDiagnostics(rules.diagnostics, io.stderr, styleFor(io.stderr, io.env, noColor), args.options.has('quiet'));
  const plan = selectRules(rules.plan, [id], 'info');
  const rule = plan.rules[0]!;
  const output = await openOutput(single(args, 'output'), io);
  const progress = new Progress(io.stderr, io.stderr.isTTY === true && !args.options.has('quiet'));
  const [traces, sql] = await Promise.all([
    readTraces(found, fetchRequestOf(plan), progress),
    sqlBy(setup.sqlParser)(plan, rules.project.schema),
  ]);
  const assumeComplete = args.options.has('assume-complete') || rules.project.settings.assumeComplete;
  const report = judge(plan, traces.store, { ...sql, assumeComplete });
  progress.clear();
  const result: ExplainResult = {
    version: setup.version,
    rule,
    place: `${shownPath(pathOfUri(rule.origin.uri), io.cwd)}:${rule.origin.line}`,
    reading: readingOf(rule, plan),
    seen: seenBy(rule, plan, traces.store, sql),
    counts: report.rules[0]!,
    assumeComplete,
    findings: findingsOf(report, trace),
    most: args.options.has('all') ? Number.POSITIVE_INFINITY : MOST,
    trace,
    problems: traces.problems,
    diagnostics: rules.diagnostics,
  };
  const style = output.stream === io.stdout ? styleFor(io.stdout, io.env, noColor) : plain;
  await output.write(format === 'json' ? jsonExplain(result) : prettyExplain(result, style));
  return exitCode({ rulesFailed: rules.failed, inputFailed: traces.problems.length > 0, verdictsFailed: false });
};

/** @throws UsageError for what is not the beginning of a trace id. */
function traceOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  const id = given.replace(/…$/, '').toLowerCase();
  if (!/^[0-9a-f]{4,32}$/.test(id))
    throw new UsageError(`--trace is a trace id or the beginning of one, not ${JSON.stringify(given)}.`);
  return id;
}

function findingsOf({ violations, unproven, indeterminate, exempted }: Report, trace: string | null) {
  const all = [...violations, ...unproven, ...indeterminate, ...exempted];
  return trace === null
    ? all
    : all.filter(({ witnesses }) => witnesses.some(({ traceId }) => traceId.startsWith(trace)));
}
