import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { isMap } from 'yaml';
import { fileProblem, packsIn } from '../../project';
import { type Arguments, single } from '../arguments';
import { ExitCode } from '../exit-code';
import type { Io } from '../io';
import { printDiagnostics } from '../report/diagnostics';
import { styleFor } from '../report/style';
import { shownPath, shownProblem } from '../shown';
import { UsageError } from '../usage-error';
import { checkConfiguration } from './init/check-configuration';
import { fittingRules } from './init/fitting-rules';
import { readYamlText, type YamlText } from './init/read-yaml';
import { type Configured, ruleFileFor } from './init/rule-file';
import type { RunCommand } from './registry';

const PACK = 'pack/prism';

/** `ringfence init --from prism.yaml`: the rule file that fits a configuration, on standard output or in a new --output FILE. */
export const init: RunCommand = async (args, io, setup) => {
  const path = configurationPath(args, io);
  const output = single(args, 'output');
  const loaded = loadedAs(path, output, io);
  const text = await readConfiguration(path);
  const yaml = 'what' in text ? null : readYamlText(shownPath(path, io.cwd), text.text);
  const problems = 'what' in text ? [shownProblem(text, io.cwd)] : [];
  const diagnostics = [...problems, ...(yaml?.diagnostics ?? []), ...(yaml?.document ? checkConfiguration(yaml) : [])];
  const style = styleFor(io.stderr, io.env, args.options.has('no-color'));
  printDiagnostics(diagnostics, io.stderr, style, args.options.has('quiet'));
  if (yaml === null || 'what' in text || diagnostics.some(({ severity }) => severity === 'error'))
    return ExitCode.input;
  const fitting = await fittingRules(packsIn(setup.packs), PACK, `${PACK}/prism.yaml`, text.text);
  await write(ruleFileFor(configured(yaml, loaded), fitting), output, args, io);
  return ExitCode.fine;
};

function configurationPath(args: Arguments, io: Io): string {
  const from = single(args, 'from');
  if (from === undefined || args.words.length > 0) {
    throw new UsageError('say whose rules to write: “ringfence init --from prism.yaml --output prism.fence”.');
  }
  return resolve(io.cwd, from);
}

/** The configuration's path as the rule file loads it. @throws UsageError where it can't. */
function loadedAs(path: string, output: string | undefined, io: Io): string {
  const folder = output === undefined ? io.cwd : dirname(resolve(io.cwd, output));
  const loaded = relative(folder, path).replaceAll('\\', '/');
  if (/^(\.\.(\/|$)|\/|[A-Za-z]:)/.test(loaded)) {
    const where =
      output === undefined ? 'the current folder, where the rule file will be put' : `the folder of ${output}`;
    throw new UsageError(`${shownPath(path, io.cwd)} is not in ${where}, or below it: rules load no other files.`);
  }
  return loaded;
}

async function readConfiguration(path: string) {
  try {
    return { text: (await readFile(path, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (error) {
    return fileProblem(path, error);
  }
}

function configured({ document }: YamlText, path: string): Configured {
  const root = document?.contents;
  const text = (...keys: string[]) => {
    const value = isMap(root) ? root.getIn(keys) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  return {
    path,
    model: text('deployment', 'model') ?? '',
    isolation: text('proxy', 'isolation_level'),
    tenantLabel: text('observability', 'tenant_label'),
    tenantColumn: text('backends', 'postgres', 'isolation', 'tenant_column'),
  };
}

/** @throws UsageError where the file is there already and --force isn't */
async function write(text: string, output: string | undefined, args: Arguments, io: Io): Promise<void> {
  if (output === undefined) {
    io.stdout.write(text);
    return;
  }
  const path = resolve(io.cwd, output);
  try {
    await writeFile(path, text, { flag: args.options.has('force') ? 'w' : 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = exists ? 'it is there already; --force writes over it' : fileProblem(path, error).what;
    throw new UsageError(`--output ${output}: ${why}.`);
  }
}
