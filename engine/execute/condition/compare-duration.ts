import type { ComparisonOperator } from '../../plan/condition';
import { Results } from '../batch/batch-test';
import { kleeneOf, UNKNOWN } from '../kleene';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import { isNothing } from '../value/runtime';
import { type Condition, type ConditionOf, inBatches } from './condition';

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
  const ofInterval = makeOfInterval(plan, scope);
  const { start, end } = run.store.spans;
  const holds = HOLDS[plan.operator];
  const isTrue = (span: number): boolean => {
    let wholes = end.seconds[span]! - start.seconds[span]!;
    let parts = end.nanoseconds[span]! - start.nanoseconds[span]!;
    if (parts < 0) {
      parts += 1e9;
      wholes--;
    }
    return holds(wholes - seconds || parts - nanoseconds);
  };
  const results = new Results();
  return inBatches(
    () => {
      if (scope.intervalIn(left.slot) >= 0) return ofInterval();
      return kleeneOf(isTrue(spanOf(run.store, frame[left.slot]!)));
    },
    (batch) => {
      const spans = batch.spans(left.slot);
      for (let i = 0; i < batch.count; i++) results.array[i] = kleeneOf(isTrue(spans[i]!));
      return results.array;
    },
  );
}

/** An interval lasts to its own end, which may not be known. */
function makeOfInterval({ left, right, operator }: ConditionOf<'compare'>, scope: Scope): Condition {
  const duration = scope.value(left);
  const bound = scope.value(right);
  return () => {
    const a = duration.value();
    const b = bound.value();
    return isNothing(a) || isNothing(b) ? UNKNOWN : comparePresent(operator, a, b);
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
