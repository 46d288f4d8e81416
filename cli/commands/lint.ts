import { ExitCode } from '../exit-code';
import { loadRules } from '../load-rules';
import { printDiagnostics } from '../report/diagnostics';
import { styleFor } from '../report/style';
import { counted } from '../report/text';
import type { RunCommand } from './registry';

/** `ringfence lint`: what is wrong with the rules, without judging anything. */
export const lint: RunCommand = async (args, io, setup) => {
  const { diagnostics, failed, files, plan } = await loadRules(args, io, setup);
  const style = styleFor(io.stdout, io.env, args.options.has('no-color'));
  printDiagnostics(diagnostics, io.stdout, style, args.options.has('quiet'));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const found = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  io.stdout.write(`${counted(files, 'rule file')}, ${counted(plan.rules.length, 'rule')} compiled: ${found}\n`);
  return failed ? ExitCode.usage : ExitCode.fine;
};
