import type { ConditionPlan } from '../../plan/condition';
import type { Kleene } from '../kleene';

/** A condition plan made executable: it reads the frame and the subject at hand. */
export type Condition = () => Kleene;

/** The plan of one operator. */
export type ConditionOf<Op extends ConditionPlan['op']> = Extract<ConditionPlan, { op: Op }>;
