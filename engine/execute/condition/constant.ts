import { Results } from '../batch/batch-test';
import { kleeneOf, UNKNOWN } from '../kleene';
import { type Condition, type ConditionOf, inBatches } from './condition';

export function makeConstant({ value }: ConditionOf<'constant'>): Condition {
  const all = new Results();
  const result = value === 'unknown' ? UNKNOWN : kleeneOf(value);
  return inBatches(
    () => result,
    () => all.array.fill(result),
  );
}
