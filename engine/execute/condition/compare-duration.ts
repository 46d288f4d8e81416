import type { ComparisonOperator } from '../../plan/condition';
import { kleeneOf } from '../kleene';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import type { Condition, ConditionOf } from './condition';

const NANOSECONDS = 1_000_000_000n;

/** `span:duration` beside a constant: compared as seconds and nanoseconds, without a bigint for each span. */
export function makeCompareDuration(plan: ConditionOf<'compare'>, scope: Scope): Condition | null {
  const { left, right } = plan;
  if (left.op !== 'intrinsic' || left.name !== 'span:duration' || right.op !== 'duration') return null;
  // floored, so that the rest is never negative
  const rest = ((right.nanoseconds % NANOSECONDS) + NANOSECONDS) % NANOSECONDS;
  const seconds = Number((right.nanoseconds - rest) / NANOSECONDS);
  const nanoseconds = Number(rest);
  const { frame, run } = scope;
  const { start, end } = run.store.spans;
  const holds = HOLDS[plan.operator];
  return () => {
    const span = spanOf(run.store, frame[left.slot]!);
    let wholes = end.seconds[span]! - start.seconds[span]!;
    let parts = end.nanoseconds[span]! - start.nanoseconds[span]!;
    if (parts < 0) {
      parts += 1e9;
      wholes--;
    }
    return kleeneOf(holds(wholes - seconds || parts - nanoseconds));
  };
}

const HOLDS: Record<ComparisonOperator, (difference: number) => boolean> = {
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
};
