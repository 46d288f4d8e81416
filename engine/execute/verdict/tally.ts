import type { Counts } from '../../report';
import type { Outcome } from './outcome';

/** The counts of one rule. */
export class RuleTally {
  held = 0;
  violated = 0;
  unproven = 0;
  exempted = 0;
  indeterminate = 0;
  unkeyed = 0;
  exercised = 0;

  count(outcome: Outcome | 'exempted', exercised: boolean): void {
    if (outcome === 'not applicable') return;
    this[outcome]++;
    if (exercised && outcome !== 'indeterminate') this.exercised++;
  }

  /** What nearly all subjects do. */
  countHeld(exercised: boolean): void {
    this.held++;
    if (exercised) this.exercised++;
  }

  /** Of subjects that were exercised. */
  addHeld(count: number): void {
    this.held += count;
    this.exercised += count;
  }

  get counts(): Counts {
    const { held, violated, unproven, exempted, indeterminate, unkeyed } = this;
    const checked = held + violated + unproven + exempted;
    return { checked, held, violated, unproven, exempted, indeterminate, unkeyed };
  }
}
