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

/** Prints what the suite wrote and counts it; a suite that wrote nothing, or ended badly for no test's fault, has failed. */
export function readOutcome(path: string, ended: Ended): Tally {
  const outcome: Outcome = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { lines: ['The extension suite left no outcome.'], passed: 0, failed: 0 };
  for (const line of outcome.lines) console.log(line);
  const { passed, failed } = outcome;
  if (ended.code === 0 && passed > 0) return { passed, failed };
  if (failed === 0 || ended.problem) console.log(ended.problem ?? `The extension suite ended with ${ended.code}.`);
  return { passed, failed: failed > 0 ? failed : 1 };
}

interface Outcome {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** How the extension host ended. */
export interface Ended {
  readonly code: number;
  /** What kept it from ending by itself. */
  readonly problem: string | null;
}
