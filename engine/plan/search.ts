import type { ConditionPlan } from './condition';
import type { SignalId } from './signal';
import type { Slot } from './value';

/**
 * A search for occurrences. Candidates stand in `slot` while the source's conditions are read.
 * `within: null` searches the subject's domain: the trace, or the group where the rule has `per`.
 * `within: s` searches what belongs to the occurrence in slot s: its events, its span itself (though
 * never by the signal it was bound from, `except`) and its span's descendants with their events.
 */
export interface Search {
  readonly slot: Slot;
  readonly within: Slot | null;
  readonly except: SignalId | null;
  /** Searches the trace of what this slot holds, whatever the subject is. */
  readonly inTraceOf?: Slot;
  readonly source: SourcePlan;
}

/** `same_span` … of language §7, in the words of the rule. */
export type StructureRelation =
  | 'child_of'
  | 'parent_of'
  | 'descendant_of'
  | 'ancestor_of'
  | 'sibling_of'
  | 'same_span'
  | 'linked_to';

export type TimeRelation =
  | 'before'
  | 'after'
  | 'starts_before'
  | 'starts_after'
  | 'starts_with'
  | 'during'
  | 'between'
  | 'within';

/** Each candidate is a certain match, a possible match, or none. */
export type SourcePlan =
  | { readonly op: 'signal'; readonly signal: SignalId }
  /** Narrows keeping three values: true certain, unknown possible, false none. */
  | { readonly op: 'where'; readonly of: SourcePlan; readonly condition: ConditionPlan }
  /** The candidate stands in this relation to what `to` holds; an event stands where its span stands. */
  | { readonly op: 'structure'; readonly of: SourcePlan; readonly relation: StructureRelation; readonly to: Slot }
  /**
   * `between` has two ends in `to`, the others one. `distance` is within's, in nanoseconds, else null. Between hosts
   * without a parent chain, an order closer than `clockSkew` nanoseconds is unknown.
   */
  | {
      readonly op: 'time';
      readonly of: SourcePlan;
      readonly relation: TimeRelation;
      readonly to: readonly Slot[];
      readonly distance: bigint | null;
      readonly clockSkew: bigint;
    };
