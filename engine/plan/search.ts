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
  readonly source: SourcePlan;
}

/** Each candidate is a certain match, a possible match, or none. */
export type SourcePlan =
  | { readonly op: 'signal'; readonly signal: SignalId }
  /** Narrows keeping three values: true certain, unknown possible, false none. */
  | { readonly op: 'where'; readonly of: SourcePlan; readonly condition: ConditionPlan };
