import type { ConditionPlan } from '../../plan/condition';
import type { BatchTest } from '../batch/batch-test';
import type { Kleene } from '../kleene';

/** A condition plan made executable: it reads the frame and the subject at hand. */
export interface Condition {
  (): Kleene;
  /** The same for all frames of a batch; without it each is asked. Of no use where there are intervals. */
  readonly inBatch?: BatchTest | undefined;
}

/** A condition that can be asked about a batch. */
export function inBatches(condition: () => Kleene, inBatch: BatchTest | undefined): Condition {
  return inBatch === undefined ? condition : Object.assign(condition, { inBatch });
}

/** The plan of one operator. */
export type ConditionOf<Op extends ConditionPlan['op']> = Extract<ConditionPlan, { op: Op }>;
