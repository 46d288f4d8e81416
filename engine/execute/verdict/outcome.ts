import type { Obligation } from '../../plan/plan';
import type { Condition } from '../condition/condition';
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from '../kleene';

/** What becomes of a subject. Windows and traces whose trigger is false are no subjects. */
export type Outcome = 'not applicable' | 'held' | 'violated' | 'unproven' | 'indeterminate';

/** Those that a report lists; the others are only counted. */
export type ListedOutcome = Exclude<Outcome, 'not applicable' | 'held'>;

export interface MadeObligation {
  readonly plan: Obligation;
  readonly condition: Condition;
}

/** True where an obligation is met, false where it is broken. */
export function met({ plan, condition }: MadeObligation): Kleene {
  return plan.kind === 'always' ? condition() : not(condition());
}

/** One broken obligation violates; one unknown leaves the rest unproven. */
export function verdictOf(obligations: readonly MadeObligation[]): 'held' | 'violated' | 'unproven' {
  let lowest: Kleene = TRUE;
  for (let i = 0; i < obligations.length; i++) {
    const value = met(obligations[i]!);
    if (value === FALSE) return 'violated';
    if (value < lowest) lowest = value;
  }
  return lowest === UNKNOWN ? 'unproven' : 'held';
}
