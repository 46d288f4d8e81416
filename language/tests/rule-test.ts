import type { AttributeValue, Origin, Verdict } from '../../engine';

/** A test block as data: traces written out or files to read, and what rules must say of them. */
export interface RuleTest {
  readonly title: string;
  readonly origin: Origin;
  /** Trace files, relative to the rule file. */
  readonly given: readonly string[];
  readonly traces: readonly LiteralTrace[];
  readonly expectations: readonly Expectation[];
}

export interface Expectation {
  readonly rule: string;
  readonly verdict: Verdict;
  /** How many subjects; null: at least one, and every one. */
  readonly count: number | null;
  readonly origin: Origin;
}

export interface LiteralTrace {
  readonly nodes: readonly LiteralNode[];
}

/** What a span can report to have lost; an event its attributes only. */
export const DROPPED = ['attributes', 'events', 'links'] as const;
export type Dropped = (typeof DROPPED)[number];

/** Whether everything that a test judges is written in it, and nothing of that says that something is missing. */
export function isWhole({ given, traces }: RuleTest): boolean {
  const whole = ({ orphan, dropped, children }: LiteralNode): boolean =>
    !orphan && dropped.length === 0 && children.every(whole);
  return given.length === 0 && traces.every(({ nodes }) => nodes.every(whole));
}

/** A span or an event as a test writes it. Times are nanoseconds. */
export interface LiteralNode {
  readonly node: 'span' | 'event';
  readonly name: string;
  readonly attributes: readonly (readonly [key: string, value: AttributeValue])[];
  /** OTLP's numbers. */
  readonly kind: number;
  readonly status: number;
  readonly service: string | null;
  /** From the start of the test, or since the epoch; null: one millisecond after the one before. */
  readonly start: { readonly nanoseconds: bigint; readonly absolute: boolean } | null;
  /** null: what encloses the children. */
  readonly duration: bigint | null;
  /** Names of spans of this test that it links to. */
  readonly links: readonly string[];
  /** Its parent is not among the spans; what encloses it in the test only says which trace it is of. */
  readonly orphan: boolean;
  /** What it reports to have lost. */
  readonly dropped: readonly Dropped[];
  readonly children: readonly LiteralNode[];
}
