import type { Report } from '../engine';

/** What a run ends with; scripts rely on it. */
export const ExitCode = { fine: 0, verdicts: 1, usage: 2, input: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export const failOnChoices = ['violation', 'unproven', 'never'] as const;
/** Which verdicts make a run fail. */
export type FailOn = (typeof failOnChoices)[number];

/** 2 wins over 3, and 3 over 1. */
export function exitCode(of: { rulesFailed: boolean; inputFailed: boolean; verdictsFailed: boolean }): ExitCode {
  if (of.rulesFailed) return ExitCode.usage;
  if (of.inputFailed) return ExitCode.input;
  return of.verdictsFailed ? ExitCode.verdicts : ExitCode.fine;
}

/** `unproven` also fails on what keeps a subject from being judged at all. */
export function failsOn({ summary }: Report, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  if (summary.violated > 0) return true;
  if (failOn === 'violation') return false;
  return summary.unproven + summary.indeterminate + summary.unkeyed + summary.vacuous.length > 0;
}
