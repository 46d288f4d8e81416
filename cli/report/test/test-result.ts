import type { RuleCoverage } from '../../../engine';
import type { TestOutcome } from '../../../rule-tests';
import type { Problem } from '../../../traces/node';
import type { ShownDiagnostic } from '../check-result';

/** All that a reporter of `test` prints. */
export interface TestResult {
  readonly version: string;
  /** By file, then place. */
  readonly outcomes: readonly TestOutcome[];
  /** Of every rule, added up over all tests; null unless asked for. */
  readonly coverage: readonly RuleCoverage[] | null;
  readonly diagnostics: readonly ShownDiagnostic[];
  /** The path of a rule file, as it is shown. */
  readonly shownUri: (uri: string) => string;
}

export function passedOf({ outcomes }: TestResult): number {
  return outcomes.filter(({ passed }) => passed).length;
}

export function problemsOf({ outcomes }: TestResult): readonly Problem[] {
  return outcomes.flatMap(({ problems }) => problems);
}
