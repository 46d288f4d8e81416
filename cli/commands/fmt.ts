import { writeFile } from 'node:fs/promises';
import { type FormatResult, formatRuleFile } from '../../language';
import { fileProblem, loadText, pathOfUri, type RuleText } from '../../project';
import { ExitCode } from '../exit-code';
import { findRuleFiles } from '../find-rule-files';
import type { ShownDiagnostic } from '../report/check-result';
import { printDiagnostics } from '../report/diagnostics';
import { styleFor } from '../report/style';
import { counted, printable } from '../report/text';
import { shownDiagnostic, shownPath, shownProblem } from '../shown';
import type { RunCommand } from './registry';

/** `ringfence fmt`: writes the project's `.fence` files, or those named, in the one canonical layout. */
export const fmt: RunCommand = async (args, io, setup) => {
  const found = await findRuleFiles(args.words, io, setup);
  const files = found.files.filter(({ uri }) => uri.startsWith('file:') && !/\.ya?ml$/i.test(uri));
  const names = { packs: found.packs, loadImport: loadText };
  const results = files.map((file) => ({ file, result: formatRuleFile(file.text, file.uri, { names }) }));
  const diagnostics = [...found.diagnostics, ...results.flatMap(({ file, result }) => refusals(file, result, io.cwd))];
  const changed = results.flatMap(({ file, result }) =>
    'text' in result && result.text !== file.text ? [{ path: pathOfUri(file.uri), text: result.text }] : [],
  );
  const checking = args.options.has('check');
  const said = checking ? 'would be laid out' : 'laid out';
  for (const { path, text } of changed) {
    const problem = checking ? undefined : await write(path, text);
    if (problem) diagnostics.push(shownProblem(problem, io.cwd));
    else if (!args.options.has('quiet')) io.stdout.write(`${printable(shownPath(path, io.cwd))} ${said}\n`);
  }
  printDiagnostics(diagnostics, io.stderr, styleFor(io.stderr, io.env, args.options.has('no-color')), false);
  if (!args.options.has('quiet')) io.stdout.write(`${counted(changed.length, 'file')} of ${files.length} ${said}\n`);
  if (diagnostics.some(({ severity }) => severity === 'error')) return ExitCode.usage;
  return checking && changed.length > 0 ? ExitCode.verdicts : ExitCode.fine;
};

function refusals(file: RuleText, result: FormatResult, cwd: string): ShownDiagnostic[] {
  return 'text' in result ? [] : result.diagnostics.map((diagnostic) => shownDiagnostic(diagnostic, [file], cwd));
}

async function write(path: string, text: string) {
  try {
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return fileProblem(path, error);
  }
}
