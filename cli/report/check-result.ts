import type { Report } from '../../engine';
import type { Diagnostic } from '../../language';
import type { InputSummary, Problem } from '../../traces/node';

/** All that a reporter of `check` prints. Paths are as they are shown. */
export interface CheckResult {
  readonly version: string;
  readonly report: Report;
  readonly period: { readonly start: bigint | null; readonly end: bigint | null };
  readonly assumeComplete: boolean;
  readonly inputs: readonly CheckInput[];
  /** Where each rule stands, by its id: `rules/a.fence:12`. */
  readonly ruleLocations: ReadonlyMap<string, string>;
  /** Ordered by path, then offset. */
  readonly problems: readonly Problem[];
  /** Of the rule files; errors mean that rules are missing from the report. */
  readonly diagnostics: readonly ShownDiagnostic[];
}

export interface CheckInput extends InputSummary {
  /** Lower-case hex; null where it wasn't asked for. */
  readonly sha256: string | null;
}

/** A mistake in a rule file or in `ringfence.json`, or one of them that can't be read. */
export interface ShownDiagnostic {
  readonly path: string;
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  /** Null where it is about the whole file. */
  readonly place: DiagnosticPlace | null;
}

export interface DiagnosticPlace {
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16. */
  readonly column: number;
  /** UTF-16 units. */
  readonly length: number;
  /** The text of that line. */
  readonly text: string;
}
