import type { ConditionPlan } from '../../plan/condition';
import type { ValuePlan } from '../../plan/value';
import type { Operand } from '../../report';
import { makeCondition } from '../condition/make';
import { TRUE } from '../kleene';
import type { Scope } from '../scope';
import { isNothing, type Present } from '../value/runtime';
import { attributeValueOf } from './text';

/** Of a test of every attribute (`values(q)`) those that satisfy it, by their keys; null for any other condition. */
export function matchingAttributes(plan: ConditionPlan, scope: Scope): readonly Operand[] | null {
  const tested = plan.op === 'looks-like' ? plan.of : 'left' in plan ? plan.left : null;
  if (tested?.op !== 'values') return null;
  const { store, values } = scope.run;
  const occurrence = scope.frame[tested.slot]!;
  const event = occurrence - store.spans.count;
  const rows = event < 0 ? store.listed?.span : store.listed?.event;
  if (rows === undefined) return [];
  const row = event < 0 ? occurrence : event;
  const found: Operand[] = [];
  for (let i = rows.first[row]!; i < rows.first[row + 1]!; i++) {
    const value = values.present(rows.values[i]!);
    if (!satisfies(plan, value, scope)) continue;
    found.push({ name: String(values.present(rows.keys[i]!)), value: attributeValueOf(value), from: 'own' });
  }
  return found;
}

/** The condition with one value in place of all of them. */
function satisfies(plan: ConditionPlan, value: Present, scope: Scope): boolean {
  const attribute = attributeValueOf(value);
  if (attribute === null || isNothing(value)) return false;
  const one: ValuePlan = { op: 'data', value: [attribute] };
  const on = plan.op === 'looks-like' ? { ...plan, of: one } : ({ ...plan, left: one } as ConditionPlan);
  return makeCondition(on, scope)() === TRUE;
}
