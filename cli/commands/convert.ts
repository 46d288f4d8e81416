import { convertYamlRules } from '../../language';
import { single } from '../arguments';
import { ExitCode } from '../exit-code';
import { findRuleFiles } from '../find-rule-files';
import { printDiagnostics } from '../report/diagnostics';
import { styleFor } from '../report/style';
import { shownDiagnostic } from '../shown';
import { UsageError } from '../usage-error';
import { openOutput } from '../write';
import type { RunCommand } from './registry';

/** `ringfence convert FILE.yaml`: the pack as a `.fence` file, on standard output or in --output FILE. */
export const convert: RunCommand = async (args, io, setup) => {
  const [name, ...more] = args.words;
  if (name === undefined || more.length > 0 || !/\.ya?ml$/i.test(name)) {
    throw new UsageError('name one YAML file: “ringfence convert rules.yaml --output rules.fence”.');
  }
  const { files, diagnostics: found, packs } = await findRuleFiles([name], io, setup);
  const converted = files.map(({ uri, text }) => convertYamlRules(uri, text, packs));
  const compiled = converted.flatMap(({ diagnostics }) =>
    diagnostics.map((each) => shownDiagnostic(each, files, io.cwd)),
  );
  const diagnostics = [...found, ...compiled];
  printDiagnostics(diagnostics, io.stderr, styleFor(io.stderr, io.env, args.options.has('no-color')), false);
  if (converted.length > 0) {
    const output = await openOutput(single(args, 'output'), io);
    await output.write(converted.map(({ text }) => text));
  }
  return diagnostics.some(({ severity }) => severity === 'error') ? ExitCode.usage : ExitCode.fine;
};
