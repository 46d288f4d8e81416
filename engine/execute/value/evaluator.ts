import type { ValuePlan } from '../../plan/value';
import type { BatchCodes } from '../batch/batch-codes';
import type { Value } from './runtime';
import type { SourceNames, SourceSet } from './source';

/** A value plan made executable: it reads the frame and the subject at hand. */
export interface Evaluator {
  value(): Value;
  /** The same as a code of `Values`; null for what is computed and has no code yet. */
  readonly code: (() => number) | null;
  /** The same as `code` on all frames of a batch; without it each is asked. Of no use where there are intervals. */
  readonly codes?: BatchCodes | undefined;
  /** Adds what the value that `value` gives now was taken from. */
  source(into: SourceSet): void;
  /** All that `source` may ever name: empty for what has no source. */
  readonly sourceNames: SourceNames;
  /** On a list, whether there may be elements that were not recorded. */
  readonly more?: () => boolean;
  /** On a list that is made of values with codes, whether some of these codes passes a test. */
  readonly some?: (test: (code: number) => boolean) => boolean;
  /** Whether it is known to be absent wherever it is read. */
  readonly isAbsent?: boolean;
  /** Whether it is read from a column: to remember it would not be faster. */
  readonly isColumn?: boolean;
  /** The value where it never changes. */
  readonly constant?: Value;
}

/** The plan of one operator. */
export type ValueOperator<Op extends ValuePlan['op']> = Extract<ValuePlan, { op: Op }>;
