import { RequestType } from 'vscode-jsonrpc';

/** The verdicts to list, without those that the client has already; without parameters all of them. */
export const FindingsRequest = new RequestType<FindingsParams, ChangedFindings, void>('ringfence/findings');

export interface FindingsParams {
  /** Versions of the rules that the client has. */
  readonly known: readonly number[];
}

export interface ChangedFindings {
  /** The `ReplayState.revision` they belong to. */
  readonly revision: number;
  /** Every rule is there. */
  readonly rules: readonly (RuleItem | KeptRuleItem)[];
}

/** A rule that is as the client has it, but for where it stands. */
export interface KeptRuleItem extends Pick<RuleItem, 'uri' | 'range'> {
  /** Its version. */
  readonly kept: number;
}

/** The same, complete. */
export interface Findings {
  readonly revision: number;
  readonly rules: readonly RuleItem[];
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** Held is counted, never listed. */
export type ListedVerdict = 'violated' | 'unproven' | 'indeterminate' | 'exempted';

export interface RuleItem {
  /** Differs from that of all other items that there ever were. */
  readonly version: number;
  /** URI of the project's folder; rule ids are unique in a project. */
  readonly project: string;
  readonly id: string;
  readonly title: string | null;
  readonly severity: Severity;
  /** Where the rule's name stands. */
  readonly uri: string;
  readonly range: TextRange;
  readonly checked: number;
  readonly held: number;
  readonly violated: number;
  readonly unproven: number;
  readonly exempted: number;
  readonly indeterminate: number;
  readonly unkeyed: number;
  /** It checked nothing worth the name: no success. */
  readonly vacuous: boolean;
  /** Some of them if there are many, the most severe verdicts first. */
  readonly findings: readonly FindingItem[];
}

export interface FindingItem {
  readonly signalId: string;
  readonly verdict: ListedVerdict;
  readonly severity: Severity;
  readonly message: string;
  /** RFC 3339 with nanoseconds. */
  readonly timestamp: string;
  readonly service: string | null;
  readonly tenant: string | null;
  readonly traceId: string;
  /** What was missing for a verdict, for instance `tenant_id: absent`. */
  readonly missing: readonly string[];
  readonly recommendation: readonly string[];
  /** Printed values by name. */
  readonly context: readonly (readonly [name: string, value: string])[];
  /** The occurrences that decide it; the first one gives timestamp, service, tenant and trace. */
  readonly witnesses: readonly WitnessItem[];
}

export interface WitnessItem {
  readonly traceId: string;
  readonly spanId: string;
  /** The span's name. */
  readonly name: string;
  /** The event's name, null for a span. */
  readonly event: string | null;
  readonly location: SpanLocation;
}

/** Where a span stands in a trace file; `RevealRequest` makes a place in the editor of it. */
export interface SpanLocation {
  /** Absolute path in the file system. */
  readonly path: string;
  /** 1-based; null in binary files. */
  readonly line: number | null;
  /** Bytes from the start of the decompressed content. */
  readonly offset: number;
}

/**
 * The document and the range that show a span: in its file, or in a `ringfence-span:` document where the editor can't
 * (binary or compressed files, files over 50 MB, beyond column 10,000). null where it is gone.
 */
export const RevealRequest = new RequestType<RevealParams, Place | null, void>('ringfence/reveal');

export interface RevealParams {
  readonly location: SpanLocation;
  readonly traceId: string;
  readonly spanId: string;
}

export interface Place {
  readonly uri: string;
  readonly range: TextRange;
}

/** LSP's Range: 0-based lines and UTF-16 characters. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
