import type { Origin, Severity } from './plan/plan';
import type { SqlReader } from './sql';
import type { AttributeValue } from './value';

export type Verdict = 'held' | 'violated' | 'unproven' | 'exempted' | 'indeterminate';

/** How long a judgement may look, and what it may take for granted. */
export interface JudgeOptions {
  /** Take every trace, group and window for whole (language §2). */
  readonly assumeComplete?: boolean;
  /** Groups with a member later than the end of the input minus this are open; nanoseconds, default 0: none. */
  readonly openEnd?: bigint;
  /** Selects traces by the start of their earliest span; nanoseconds since the epoch, both ends included. */
  readonly period?: { readonly start: bigint | null; readonly end: bigint | null };
  /** At most so many subjects of each rule and verdict are listed, the first that are met; all are counted. Default: all. */
  readonly mostListed?: number;
  /** Reads SQL texts; must be there where a rule asks something of one (`readsSql`). */
  readonly sql?: SqlReader;
  /** Counts what conditions were, for `Report.coverage`. */
  readonly coverage?: boolean;
  /** Asked now and then; true stops the judgement with a `CancelledError`. */
  readonly cancelled?: () => boolean;
}

/** Plain data, a function of plan and store alone. Lists are ordered by timestamp, trace id, span id, rule id. */
export interface Report {
  readonly summary: Summary;
  readonly rules: readonly RuleSummary[];
  readonly violations: readonly Finding[];
  readonly unproven: readonly Finding[];
  readonly indeterminate: readonly Finding[];
  readonly exempted: readonly Finding[];
  /** Of each rule, in the plan's order; undefined unless asked for. */
  readonly coverage?: readonly RuleCoverage[];
}

export interface RuleCoverage {
  readonly ruleId: string;
  readonly parts: readonly CoveredPart[];
}

/**
 * How often a condition was true, false and unknown while subjects were judged. `arm` is an alternative of an
 * `or`: one that stands behind a true one is not looked at, and neither is an obligation behind a broken one.
 */
export interface CoveredPart {
  readonly kind: 'trigger' | 'always' | 'never' | 'arm';
  /** As written. */
  readonly condition: string;
  readonly true: number;
  readonly false: number;
  readonly unknown: number;
}

export interface Counts {
  readonly checked: number;
  readonly held: number;
  readonly violated: number;
  readonly unproven: number;
  readonly exempted: number;
  readonly indeterminate: number;
  readonly unkeyed: number;
}

export interface Summary extends Counts {
  readonly rules: number;
  readonly traces: number;
  readonly spans: number;
  /** Incomplete traces. */
  readonly incomplete: number;
  /** Traces with a span that says it was sampled. */
  readonly sampled: number;
  /** Ids of rules that checked nothing worth the name (language §1). */
  readonly vacuous: readonly string[];
  /** Signals and names in rules that nothing in the input matched. */
  readonly unseen: readonly string[];
  /** Earliest start and latest end of the spans judged, nanoseconds since the epoch. */
  readonly earliest: bigint | null;
  readonly latest: bigint | null;
}

export interface RuleSummary extends Counts {
  readonly id: string;
  readonly title: string | null;
  readonly severity: Severity;
  readonly exercised: number;
  readonly origin: Origin;
}

/** One listed verdict. */
export interface Finding {
  /** `sig_` and 16 hex digits; the same for the same rule and subject. */
  readonly signalId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** 32 and 16 hex digits, of the first witness. */
  readonly traceId: string;
  readonly spanId: string;
  /** Nanoseconds since the epoch: the first witness's start, or an event's time. */
  readonly timestamp: bigint;
  readonly service: string | null;
  readonly tenant: string | null;
  readonly message: string;
  readonly context: readonly (readonly [name: string, value: AttributeValue | null])[];
  readonly recommendation: readonly string[];
  readonly explanation: readonly Explanation[];
  readonly missing: readonly Missing[];
  readonly location: Location;
  readonly subject: Subject;
  /** The value of the failed comparison's left side that is furthest from its bound; null outside windows. */
  readonly peak: number | null;
  readonly witnesses: readonly Witness[];
  /** Why it is let be; null unless the verdict is `exempted`. */
  readonly exemption: string | null;
}

export interface Explanation {
  readonly condition: string;
  readonly value: 'true' | 'false' | 'unknown';
  readonly operands: readonly Operand[];
  readonly children: readonly Explanation[];
}

export interface Operand {
  readonly name: string;
  readonly value: AttributeValue | null;
  /** Where it was read: `own`, `resource`, `inherited from NAME SPANID`, `key`, `counted` … */
  readonly from: string;
}

export interface Missing {
  readonly name: string;
  readonly reason: 'absent' | 'broken parent' | 'dropped' | 'incomplete' | 'same source' | 'not computable';
}

export interface Location {
  readonly path: string;
  /** 1-based; null in binary files. */
  readonly line: number | null;
  /** Bytes from the start of the decompressed content. */
  readonly offset: number;
}

export interface Subject {
  readonly kind: 'trace' | 'occurrence' | 'group';
  readonly key: readonly (readonly [name: string, value: AttributeValue])[];
  /** Nanoseconds since the epoch; null without a window. */
  readonly window: { readonly start: bigint; readonly end: bigint } | null;
}

export interface Witness {
  readonly traceId: string;
  readonly spanId: string;
  /** The span's name; empty where it has none. */
  readonly spanName: string;
  /** The event's name, null for a span. */
  readonly event: string | null;
  readonly location: Location;
}
