import { type Arguments, parseArguments } from './arguments';
import { type Command, commands, plannedCommands } from './commands/registry';
import { ExitCode } from './exit-code';
import { commandHelp, generalHelp } from './help';
import type { Io, Setup } from './io';
import { printable } from './report/text';
import { UsageError } from './usage-error';

/** Runs a command line (without `node` and the script) and gives its exit code. What goes wrong is printed, not thrown. */
export async function runCommandLine(argv: readonly string[], io: Io, setup: Setup): Promise<ExitCode> {
  try {
    return await dispatch(parseArguments(argv), io, setup);
  } catch (error) {
    io.stderr.write(`ringfence: ${await wording(error)}\n`);
    return ExitCode.usage;
  }
}

async function dispatch(args: Arguments, io: Io, setup: Setup): Promise<ExitCode> {
  const [name, ...words] = args.words;
  if (args.options.has('version')) return print(io, `ringfence ${setup.version}\n`);
  if (name === undefined && args.options.has('help')) return print(io, generalHelp());
  if (name === undefined)
    throw new UsageError('say what to do, such as “ringfence check --traces FILE”; “ringfence --help” explains.');
  const command = commandNamed(name);
  if (args.options.has('help')) return print(io, commandHelp(name, command));
  for (const option of args.options.keys()) {
    if (command.options.includes(option)) continue;
    const known = command.options.map((each) => `--${each}`);
    throw new UsageError(`“ringfence ${name}” has no option --${option}.`, { word: `--${option}`, known });
  }
  const run = await command.load();
  return await run({ ...args, words }, io, setup);
}

function commandNamed(name: string): Command {
  const command = commands.get(name);
  if (command) return command;
  const known = [...commands.keys()];
  if (plannedCommands.includes(name)) {
    throw new UsageError(`“ringfence ${name}” does not exist yet; there are ${known.join(', ')}.`);
  }
  throw new UsageError(`There is no command ${JSON.stringify(name)}; there are ${known.join(', ')}.`, {
    word: name,
    known,
  });
}

async function wording(error: unknown): Promise<string> {
  if (error instanceof UsageError) return `${printable(error.message)}${await suggestion(error)}`;
  return isBrokenInstallation(error) ? printable(error.message) : mistakeOfOurs(error);
}

/** By its name: nothing that reads traces is loaded to tell that. */
function isBrokenInstallation(error: unknown): error is Error {
  return error instanceof Error && error.name === 'BrokenInstallation';
}

/** Not one of the verdicts' exit codes: a script must not take a crash for a result. */
function mistakeOfOurs(error: unknown): string {
  const trace = error instanceof Error ? String(error.stack) : String(error);
  return `this is a mistake in Ringfence, please report it\n${trace.split('\n').map(printable).join('\n')}`;
}

function print(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return ExitCode.fine;
}

/** The language has the edit distance, and is only loaded where something was misspelt. */
async function suggestion({ unknown }: UsageError): Promise<string> {
  return unknown ? (await import('../language')).didYouMean(unknown.word, unknown.known) : '';
}
