import type { Arguments } from '../arguments';
import type { ExitCode } from '../exit-code';
import type { Io, Setup } from '../io';
import type { OptionName } from '../options';

export type RunCommand = (args: Arguments, io: Io, setup: Setup) => Promise<ExitCode>;

export interface Command {
  /** What follows the name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** Loads the command when it is run: most of the start-up time is in what commands need. */
  readonly load: () => Promise<RunCommand>;
}

export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'check',
    {
      usage: '[RULES…] --traces PATH…',
      summary: 'judge traces',
      options: [
        'traces',
        'rule',
        'min-severity',
        'start',
        'end',
        'param',
        'assume-complete',
        'open-end',
        'fail-on',
        'format',
        'output',
        'workers',
        'hash',
        'quiet',
        'no-color',
      ],
      load: async () => (await import('./check')).check,
    },
  ],
  [
    'lint',
    {
      usage: '[RULES…]',
      summary: 'look for mistakes in rules',
      options: ['param', 'quiet', 'no-color'],
      load: async () => (await import('./lint')).lint,
    },
  ],
  [
    'fmt',
    {
      usage: '[RULES…]',
      summary: 'lay rule files out in the one canonical way',
      options: ['check', 'quiet', 'no-color'],
      load: async () => (await import('./fmt')).fmt,
    },
  ],
  [
    'test',
    {
      usage: '[RULES…]',
      summary: 'run the test blocks of rule files',
      options: ['rule', 'param', 'coverage', 'min-coverage', 'format', 'output', 'quiet', 'no-color'],
      load: async () => (await import('./test')).test,
    },
  ],
  [
    'explain',
    {
      usage: 'RULE [RULES…] --traces PATH…',
      summary: 'how a rule is read, what it found, and why',
      options: [
        'traces',
        'trace',
        'all',
        'param',
        'assume-complete',
        'workers',
        'format',
        'output',
        'quiet',
        'no-color',
      ],
      load: async () => (await import('./explain')).explain,
    },
  ],
  [
    'signals',
    {
      usage: '[RULES…] --traces PATH…',
      summary: 'names, attributes and values in traces, and of how much the tenant is known',
      options: [
        'traces',
        'signal',
        'min-coverage',
        'start',
        'end',
        'param',
        'no-samples',
        'all',
        'format',
        'output',
        'hash',
        'quiet',
        'no-color',
      ],
      load: async () => (await import('./signals')).signals,
    },
  ],
  [
    'convert',
    {
      usage: 'FILE.yaml',
      summary: 'write a YAML rule pack out as a .fence file',
      options: ['output', 'no-color'],
      load: async () => (await import('./convert')).convert,
    },
  ],
  [
    'init',
    {
      usage: '--from prism.yaml',
      summary: 'write the rules that fit a configuration of Prism',
      options: ['from', 'output', 'force', 'quiet', 'no-color'],
      load: async () => (await import('./init')).init,
    },
  ],
]);

/** Commands of later versions, so that whoever has read of one is told. */
export const plannedCommands: readonly string[] = ['serve', 'validate', 'query', 'report', 'compile'];
