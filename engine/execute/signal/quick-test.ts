import type { ConditionPlan } from '../../plan/condition';
import type { ValuePlan } from '../../plan/value';
import { TRUE } from '../kleene';
import type { Scope } from '../scope';

export type RowTest = (row: number) => boolean;

/** A test that looks at one small column of spans; null for any other condition. */
export function quickTest(part: ConditionPlan, scope: Scope): RowTest | null {
  const of = part.op === 'compare' || part.op === 'in' ? part.left : null;
  if (of === null || of.op !== 'intrinsic' || of.slot !== 0) return null;
  if (of.name !== 'span:kind' && of.name !== 'span:status') return null;
  if (!isConstant((part as { right: ValuePlan }).right)) return null;
  const { spans } = scope.run.store;
  return byWord(part, of.name === 'span:kind' ? spans.kind : spans.status, scope);
}

function isConstant(plan: ValuePlan): boolean {
  return plan.op === 'literal' || (plan.op === 'list' && plan.items.every(isConstant));
}

/** Asks the condition once for each of the few values, on the first span that has it. */
function byWord(part: ConditionPlan, column: Uint8Array, scope: Scope): RowTest {
  const { frame, run } = scope;
  const spanCount = run.store.spans.count;
  const ofEvent = run.store.events.span;
  const condition = scope.condition(part);
  const known = new Uint8Array(256);
  return (row) => {
    const value = column[row < spanCount ? row : ofEvent[row - spanCount]!]!;
    const earlier = known[value]!;
    if (earlier !== 0) return earlier === 2;
    frame[0] = row;
    known[value] = condition() === TRUE ? 2 : 1;
    return known[value] === 2;
  };
}
