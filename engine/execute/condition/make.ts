import type { ConditionPlan } from '../../plan/condition';
import type { Scope } from '../scope';
import { makeCompare } from './compare';
import type { Condition } from './condition';
import { makeConstant } from './constant';
import { makeExists, makeIsNull } from './exists';
import { makeHas } from './has';
import { makeIn } from './in';
import { makeAnd, makeNot, makeOr } from './logic';
import { makeMatches } from './matches';
import { makeTextTest } from './text-test';
import { makeTruthy } from './truthy';

/** One case for each operator of `ConditionPlan`. */
export function makeCondition(plan: ConditionPlan, scope: Scope): Condition {
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
