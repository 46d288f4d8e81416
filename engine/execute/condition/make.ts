import type { ConditionPlan } from '../../plan/condition';
import type { Scope } from '../scope';
import { makeCompare } from './compare';
import type { Condition } from './condition';
import { makeConstant } from './constant';
import { makeContainsAny } from './contains-any';
import { makeExists, makeIsNull } from './exists';
import { makeHas } from './has';
import { makeIn } from './in';
import { makeAnd, makeNot, makeOr } from './logic';
import { makeLooksLike } from './looks-like';
import { makeMatches } from './matches';
import { makeMatchesTemplate } from './matches-template';
import { unlessMore } from './open-list';
import { makeTextTest } from './text-test';
import { makeTruthy } from './truthy';
import { valuesOf } from './values-of';

export function makeCondition(plan: ConditionPlan, scope: Scope): Condition {
  const condition = makeOperator(plan, scope);
  const sides = plan.op === 'exists' || plan.op === 'is-null' ? [] : valuesOf(plan);
  return unlessMore(
    condition,
    sides.map((side) => scope.value(side)),
    isNegated(plan),
  );
}

/** Whether the condition says that no element of a list is such. */
function isNegated(plan: ConditionPlan): boolean {
  return plan.op === 'compare' ? plan.operator === '!=' : plan.op === 'in' && plan.negated;
}

/** One case for each operator of `ConditionPlan`. */
function makeOperator(plan: ConditionPlan, scope: Scope): Condition {
  switch (plan.op) {
    case 'constant':
      return makeConstant(plan);
    case 'and':
      return makeAnd(plan, scope);
    case 'or':
      return makeOr(plan, scope);
    case 'not':
      return makeNot(plan, scope);
    case 'compare':
      return makeCompare(plan, scope);
    case 'in':
      return makeIn(plan, scope);
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return makeTextTest(plan, scope);
    case 'matches':
      return makeMatches(plan, scope);
    case 'matches-template':
      return makeMatchesTemplate(plan, scope);
    case 'contains-any':
      return makeContainsAny(plan, scope);
    case 'looks-like':
      return makeLooksLike(plan, scope);
    case 'exists':
      return makeExists(plan, scope);
    case 'is-null':
      return makeIsNull(plan, scope);
    case 'truthy':
      return makeTruthy(plan, scope);
    case 'has':
      return makeHas(plan, scope);
  }
}
