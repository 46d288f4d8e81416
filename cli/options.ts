/** One option of the command line, as the parser and the help text see it. */
export interface OptionSpec {
  /** What stands for its value in the help text; absent on a flag. */
  readonly value?: string;
  readonly help: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
  /** Takes every word up to the next option. */
  readonly greedy?: boolean;
}

export const optionSpecs = {
  traces: {
    value: 'PATH…',
    help: 'trace files, folders, globs, or - for standard input',
    repeatable: true,
    greedy: true,
  },
  trace: { value: 'ID', help: 'only verdicts of this trace; the beginning of its id is enough' },
  all: { help: 'everything, not only the first 20' },
  signal: { value: 'NAME', help: 'only this signal; may be repeated', repeatable: true },
  'no-samples': { help: 'no values of attributes' },
  rule: { value: 'ID', help: 'judge this rule only; may be repeated', repeatable: true },
  'min-severity': { value: 'S', help: 'judge rules of this severity and above: critical, high, medium, low, info' },
  start: { value: 'T', help: 'only traces that begin at T or later: RFC 3339, now, “47 days ago”' },
  end: { value: 'T', help: 'only traces that begin at T or earlier' },
  param: { value: 'K=V', help: 'set a param of the rules; may be repeated', repeatable: true },
  'assume-complete': { help: 'take every trace for whole: what is absent was not there' },
  'open-end': { value: 'D', help: 'groups active in the last D of the input are still open, such as 30s' },
  'fail-on': { value: 'WHAT', help: 'exit 1 on violation (default), unproven, or never' },
  format: { value: 'F', help: 'pretty (default), json or, of tests, junit' },
  output: { value: 'FILE', help: 'write the result to FILE' },
  from: { value: 'FILE', help: 'the configuration: a YAML file of Prism’s' },
  force: { help: 'write over a file that is there already' },
  check: { help: 'write nothing; exit 1 where a file is laid out otherwise' },
  coverage: { help: 'say which conditions of the rules were ever true and ever false' },
  'min-coverage': { value: 'N', help: 'exit 1 where less than N percent are covered' },
  workers: {
    value: 'N',
    help: 'threads that read large inputs; if not given, one for each processor where that gains',
  },
  hash: { help: 'add the SHA-256 of each input file' },
  quiet: { help: 'only the summary, no progress' },
  'no-color': { help: 'plain text' },
  help: { help: 'explain the command' },
  version: { help: 'print the version' },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof optionSpecs;

export function optionSpec(name: OptionName): OptionSpec {
  return optionSpecs[name];
}

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(optionSpecs, name);
}
