import type { Severity } from '../../engine';
import { type Arguments, choice, single } from '../arguments';
import { type FailOn, failOnChoices } from '../exit-code';
import type { Io } from '../io';
import { type Period, periodOf } from '../period';
import { severities } from '../severities';
import { parseDuration } from '../time';
import { UsageError } from '../usage-error';

/** What `ringfence check` was asked for. */
export interface CheckOptions {
  readonly period: Period;
  readonly assumeComplete: boolean;
  /** Nanoseconds. */
  readonly openEnd: bigint;
  readonly rules: readonly string[];
  readonly minSeverity: Severity;
  readonly failOn: FailOn;
  readonly format: 'pretty' | 'json';
  readonly output: string | undefined;
  readonly hash: boolean;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

const plannedFormats = ['ndjson', 'sarif', 'junit', 'github', 'markdown', 'html'];

/** @throws UsageError for a value that isn't one. */
export function checkOptions(args: Arguments, io: Io): CheckOptions {
  const format = single(args, 'format');
  if (format && plannedFormats.includes(format)) {
    throw new UsageError(`--format ${format} does not exist yet; there are pretty and json.`);
  }
  const openEnd = single(args, 'open-end');
  return {
    period: periodOf(args, io),
    assumeComplete: args.options.has('assume-complete'),
    openEnd: openEnd === undefined ? 0n : parseDuration('--open-end', openEnd),
    rules: args.options.get('rule') ?? [],
    minSeverity: choice(args, 'min-severity', severities) ?? 'info',
    failOn: choice(args, 'fail-on', failOnChoices) ?? 'violation',
    format: choice(args, 'format', ['pretty', 'json']) ?? 'pretty',
    output: single(args, 'output'),
    hash: args.options.has('hash'),
    quiet: args.options.has('quiet'),
    noColor: args.options.has('no-color'),
  };
}
