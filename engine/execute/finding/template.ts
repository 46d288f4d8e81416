import type { TemplatePlan } from '../../plan/plan';
import type { ValuePlan } from '../../plan/value';
import type { Scope } from '../scope';
import type { TenantPlan } from '../sql/make';
import { mayBeUnfiltered } from '../sql/unfiltered';
import { NOT_COMPUTABLE } from '../value/nothing';
import type { Value } from '../value/runtime';
import { textOf } from './text';

/** Fills a text's holes from what the frame holds now. */
export function fill(template: TemplatePlan, scope: Scope): string {
  return template.parts.map((part) => (typeof part === 'string' ? part : textOf(shown(part, scope)))).join('');
}

/** A message may name the tables that are in doubt; a condition can't go by them. */
function shown(part: ValuePlan, scope: Scope): Value {
  const value = scope.value(part).value();
  const isOpen = value === NOT_COMPUTABLE && part.op === 'sql' && part.question.part === 'unfiltered';
  return isOpen ? mayBeUnfiltered(part as TenantPlan, scope) : value;
}
