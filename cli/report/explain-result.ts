import type { Finding, RulePlan, RuleReading, RuleSeen, RuleSummary } from '../../engine';
import type { Problem } from '../../traces/node';
import type { ShownDiagnostic } from './check-result';

/** All that a reporter of `explain` prints. */
export interface ExplainResult {
  readonly version: string;
  readonly rule: RulePlan;
  /** `rules/a.fence:12`. */
  readonly place: string;
  readonly reading: RuleReading;
  readonly seen: RuleSeen;
  readonly counts: RuleSummary;
  readonly assumeComplete: boolean;
  /** By verdict, then time: violated, unproven, indeterminate, exempted. */
  readonly findings: readonly Finding[];
  /** How many of them people are shown. */
  readonly most: number;
  /** Only findings of traces whose id begins so; null for all. */
  readonly trace: string | null;
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly ShownDiagnostic[];
}
