import type { ConditionPlan } from './condition';
import type { Search } from './search';
import type { SignalId, SignalPlan } from './signal';
import type { Slot, ValuePlan } from './value';

/** All that the engine needs to know of the rules. Structured-cloneable: it crosses to a worker. */
export interface Plan {
  readonly signals: readonly SignalPlan[];
  readonly rules: readonly RulePlan[];
  readonly exemptions: readonly ExemptionPlan[];
  /** `tenant_id` as the project's rules resolve it, read on slot 0. */
  readonly tenant: ValuePlan;
  /** Frame size of `tenant`. */
  readonly tenantSlots: number;
}

/** Violated and unproven subjects of a rule that are let be, if the condition is true on every witness. */
export interface ExemptionPlan {
  readonly rule: string;
  /** Read with each witness in slot 0; null for always true. */
  readonly condition: ConditionPlan | null;
  readonly slots: number;
  /** The last nanosecond it covers, by the timestamp of the subject; null for ever. */
  readonly until: bigint | null;
  readonly reason: string;
  readonly origin: Origin;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export interface RulePlan {
  readonly id: string;
  readonly title: string | null;
  readonly severity: Severity;
  readonly controls: readonly string[];
  readonly tags: readonly string[];
  /** Globs (`*`) of `service.name` that restrict what triggers; empty for all. */
  readonly services: readonly string[];
  /** Frame size: slots are 0 to slots - 1. */
  readonly slots: number;
  /** One subject for each match; the match stands in `each.slot`. */
  readonly each: Search | null;
  readonly group: GroupPlan | null;
  /** `when`, and-ed with the `where` of `each`. */
  readonly trigger: ConditionPlan | null;
  readonly obligations: readonly Obligation[];
  /**
   * Where message, recommend and context find the first witness. While trigger and obligations of a trace
   * (no `each`, no group) are judged it holds the trace's only root, else its earliest span: `trace:duration`, `root.x`.
   */
  readonly witness: Slot;
  readonly message: TemplatePlan | null;
  readonly recommend: readonly TemplatePlan[];
  readonly context: readonly { readonly name: string; readonly value: ValuePlan | TemplatePlan }[];
  /** The signals that obligations name, before narrowing: they make a subject `exercised`. */
  readonly obligationSignals: readonly SignalId[];
  /** Every signal that the rule names: one without a match is `unseen`. */
  readonly signals: readonly SignalId[];
  readonly origin: Origin;
}

export interface Obligation {
  readonly kind: 'always' | 'never';
  readonly condition: ConditionPlan;
}

export interface GroupPlan {
  /** How each signal that the rule names gives its keys; conditions are read in `slot`. */
  readonly members: readonly { readonly signal: SignalId; readonly slot: Slot; readonly keys: readonly ValuePlan[] }[];
  /** As written, for `subject.key`. */
  readonly keyNames: readonly string[];
  readonly window: { readonly nanoseconds: bigint; readonly tumbling: boolean } | null;
}

/** Text with holes; a hole whose value is absent prints `(absent)`. */
export interface TemplatePlan {
  readonly op: 'template';
  readonly parts: readonly (string | ValuePlan)[];
}

/** Where a rule stands: a URI, UTF-16 offsets and a 1-based line. */
export interface Origin {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}
