import { kleeneOf, UNKNOWN } from '../kleene';
import type { Condition, ConditionOf } from './condition';

export function makeConstant({ value }: ConditionOf<'constant'>): Condition {
  const result = value === 'unknown' ? UNKNOWN : kleeneOf(value);
  return () => result;
}
