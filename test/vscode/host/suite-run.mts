import { existsSync, readFileSync } from 'node:fs';

/** One run of the extension suite. */
export interface SuiteRun {
  /** Temporary, for user data. */
  readonly folder: string;
  /** The folder that the window opens. */
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Where the suite is told to write its outcome, as an extension host has no standard output of its own. */
export const outcomeVariable = 'RINGFENCE_SUITE_OUTCOME';

/** Prints what the suite wrote and counts it; a suite that wrote nothing has failed. */
export function readOutcome(path: string): Tally {
  if (!existsSync(path)) {
    console.log('The extension suite left no outcome: it did not run.');
    return { passed: 0, failed: 1 };
  }
  const outcome: { lines: string[]; passed: number; failed: number } = JSON.parse(readFileSync(path, 'utf8'));
  for (const line of outcome.lines) console.log(line);
  return { passed: outcome.passed, failed: outcome.failed };
}
