import type { ConditionPlan } from './condition';

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
  | { readonly op: 'union'; readonly of: readonly SignalId[] };
