import type { ConditionPlan } from './condition';
import type { ValuePlan } from './value';

/** A number into `Plan.signals`. */
export type SignalId = number;

/** A named set of occurrences. Its conditions read the candidate in slot 0 and search nothing but `within: 0`. */
export interface SignalPlan {
  readonly id: SignalId;
  /** As the rule writes it. */
  readonly name: string;
  /** False for a name that nothing declares: it matches spans and events of exactly that name. */
  readonly declared: boolean;
  /** Frame size of its conditions. */
  readonly slots: number;
  readonly definition: SignalDefinition;
}

export type SignalDefinition =
  /** Spans and events of exactly this name. */
  | { readonly op: 'named'; readonly name: string }
  /** All spans, or those of one name. `where` has two values here: unknown means not a member. */
  | { readonly op: 'spans'; readonly name: string | null; readonly where: ConditionPlan | null }
  | { readonly op: 'events'; readonly name: string | null; readonly where: ConditionPlan | null }
  /** Another signal, narrowed keeping three values. */
  | { readonly op: 'narrow'; readonly of: SignalId; readonly where: ConditionPlan }
  /** Certain if a certain member of one, else possible if a possible member of one. */
  | { readonly op: 'union'; readonly of: readonly SignalId[] }
  /**
   * One occurrence for each match of `from`: it lasts from its start to the start of the next match of `until` with equal keys
   * (to the end of the input where there is none). Keys of both are read in slot 0. Names on it are read on its `from`.
   */
  | {
      readonly op: 'interval';
      readonly from: SignalId;
      readonly until: SignalId;
      readonly fromKeys: readonly ValuePlan[];
      readonly untilKeys: readonly ValuePlan[];
    };
