import type { RequestOf } from './message';
import type { Target } from './position';
import type { Counts } from './replay';

/** What the last replay found. */
export const findingsRequest: RequestOf<Record<string, never>, Findings> = { method: 'ringfence/findings' };

export interface Findings {
  readonly revision: number;
  /** Most severe first, then by id. Rules that found nothing are here too. */
  readonly rules: readonly RuleFindings[];
  /** Ordered by time, trace, span and rule; at most 1,000 of each rule and verdict. */
  readonly findings: readonly FindingItem[];
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Verdict = 'violated' | 'unproven' | 'indeterminate' | 'exempted';

export interface RuleFindings {
  readonly id: string;
  readonly title: string | null;
  readonly severity: Severity;
  readonly counts: Counts;
  readonly exercised: number;
  /** It checked nothing worth the name: no pass. */
  readonly vacuous: boolean;
  /** Names in the rule that nothing in the traces matched. */
  readonly unseen: readonly string[];
  /** The rule's id in its file. */
  readonly target: Target;
  /** Folder of the project that the rule belongs to. */
  readonly project: string;
  /** Findings that were counted but aren't listed. */
  readonly omitted: number;
}

export interface FindingItem {
  /** `sig_…`; the same for the same rule and subject from run to run. */
  readonly id: string;
  readonly ruleId: string;
  readonly project: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** The first witness: hex ids, and the name of its span and service. */
  readonly traceId: string;
  readonly spanId: string;
  readonly spanName: string | null;
  readonly service: string | null;
  readonly tenant: string | null;
  /** RFC 3339 with nanoseconds, UTC. */
  readonly timestamp: string;
  readonly message: string;
  readonly location: SpanLocation;
  /** Where a click leads. */
  readonly target: Target;
  /** The read-only document that lays the span out, whatever its file. */
  readonly spanUri: string;
  /** Every occurrence that decides the verdict, the first one too. */
  readonly witnesses: readonly WitnessItem[];
}

export interface WitnessItem {
  readonly traceId: string;
  readonly spanId: string;
  /** The event's name, null for a span. */
  readonly event: string | null;
  readonly target: Target;
}

/** Where a span was read. */
export interface SpanLocation {
  /** `file:` URI of the trace file. */
  readonly uri: string;
  /** Relative to the project's folder, for people. */
  readonly path: string;
  /** 1-based; null in binary files. */
  readonly line: number | null;
  /** 1-based UTF-16 column; null where the file isn't shown as text. */
  readonly column: number | null;
  /** Bytes from the start of the decompressed content. */
  readonly offset: number;
}
