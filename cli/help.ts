import { type Command, commands } from './commands/registry';
import { type OptionName, optionSpec } from './options';

const shared: readonly OptionName[] = ['help', 'version'];

/** What `ringfence --help` prints. */
export function generalHelp(): string {
  const rows = [...commands].map(([name, { usage, summary }]) => [`ringfence ${name} ${usage}`, summary] as const);
  return `Judges tenant-isolation rules (.fence) over OpenTelemetry traces: held, violated or unproven.

${columns(rows)}

RULES are .fence files, YAML rule packs, folders, globs or pack/NAME; without any, those of the project: the nearest
folder upwards that has a ringfence.json, else the current one.

${optionHelp(shared)}

“ringfence COMMAND --help” lists a command's options.
`;
}

/** What `ringfence COMMAND --help` prints. */
export function commandHelp(name: string, { usage, summary, options }: Command): string {
  return `ringfence ${name} ${usage}: ${summary}

${optionHelp([...options, 'help'])}

Exit codes: 0 nothing to fail on, 1 failed on verdicts, 2 wrong usage or rules that don't compile, 3 input that can't
be read or has problems. What could be read is judged and printed all the same.
`;
}

function optionHelp(names: readonly OptionName[]): string {
  return columns(
    names.map((name) => {
      const { value, help } = optionSpec(name);
      return [`--${name}${value ? ` ${value}` : ''}`, help] as const;
    }),
  );
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
