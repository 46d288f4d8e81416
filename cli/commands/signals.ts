import { fetchRequestOf, judge } from '../../engine';
import { sqlBy } from '../../project';
import { choice, single } from '../arguments';
import { exitCode } from '../exit-code';
import { withHashes } from '../hash-file';
import { percentage } from '../percentage';
import { periodOf } from '../period';
import { Progress } from '../progress';
import { findTraces, readTraces } from '../read-traces';
import { printDiagnostics } from '../report/diagnostics';
import { jsonSignals } from '../report/json-signals';
import { prettySignals } from '../report/pretty-signals';
import { plain, styleFor } from '../report/style';
import { loadSignals } from '../signals/load-signals';
import { signalsResult } from '../signals/signals-result';
import { openOutput } from '../write';
import type { RunCommand } from './registry';

/** `ringfence signals`: what traces hold in the words of rules, and of how much of it the tenant is known. */
export const signals: RunCommand = async (args, io, setup) => {
  const format = choice(args, 'format', ['pretty', 'json']) ?? 'pretty';
  const least = percentage('--min-coverage', single(args, 'min-coverage'));
  const period = periodOf(args, io);
  const quiet = args.options.has('quiet');
  const noColor = args.options.has('no-color');
  const loaded = await loadSignals(args, io, setup);
  printDiagnostics(loaded.diagnostics, io.stderr, styleFor(io.stderr, io.env, noColor), quiet);
  const output = await openOutput(single(args, 'output'), io);
  const progress = new Progress(io.stderr, io.stderr.isTTY === true && !quiet);
  const request = { ...fetchRequestOf(loaded.plan), events: true };
  const found = await findTraces(args, loaded.project, io, setup);
  const traces = await readTraces(found, request, progress, { catalog: true });
  const sql = await sqlBy(setup.sqlParser)(loaded.plan, loaded.project.schema);
  const report = judge(loaded.plan, traces.store, { ...sql, period, mostListed: 0 });
  const inputs = await withHashes(traces, args.options.has('hash'));
  progress.clear();
  // values are for whoever sits before the traces: what a build server is asked, others read
  const samples = least === null && !args.options.has('no-samples');
  const { version } = setup;
  const result = signalsResult(loaded, report, traces, { version, cwd: io.cwd, inputs, least, samples });
  const style = output.stream === io.stdout ? styleFor(io.stdout, io.env, noColor) : plain;
  const most = args.options.has('all') ? Number.POSITIVE_INFINITY : MOST;
  await output.write(format === 'json' ? jsonSignals(result) : prettySignals(result, style, quiet ? 0 : most));
  return exitCode({
    rulesFailed: loaded.failed,
    inputFailed: traces.problems.length > 0,
    verdictsFailed: result.below.length > 0,
  });
};

/** How many lines of a list people are shown without --all. */
const MOST = 20;
