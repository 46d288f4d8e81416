import type { ValuePlan } from '../../plan/value';
import { makeAggregate } from '../aggregate/make';
import type { Scope } from '../scope';
import { makeSql } from '../sql/make';
import { makeAllValues } from './all-values';
import { makeArithmetic } from './arithmetic';
import { makeAttribute } from './attribute';
import { makeAttributes } from './attributes';
import { makeBySignal } from './by-signal';
import { makeCall } from './call';
import { makeCoalesce } from './coalesce';
import { makeConditionValue } from './condition-value';
import { constant } from './constant';
import { makeElement } from './element';
import type { Evaluator } from './evaluator';
import { makeInherited } from './inherited';
import { makeIntrinsic } from './intrinsic';
import { makeKey } from './key';
import { makeList } from './list';
import { makeMember } from './member';
import { makeNavigate } from './navigate';
import { makeNegate } from './negate';
import { ABSENT } from './nothing';
import { Duration, Instant } from './runtime';
import { makeRow, makeSelect } from './select';
import { makeText } from './text';

/** One case for each operator of `ValuePlan`. */
export function makeValue(plan: ValuePlan, scope: Scope): Evaluator {
  switch (plan.op) {
    case 'literal':
      return constant(plan.value ?? ABSENT, scope.run);
    case 'data':
      return constant(plan.value, scope.run);
    case 'duration':
      return constant(new Duration(plan.nanoseconds), scope.run);
    case 'instant':
      return constant(new Instant(plan.nanoseconds), scope.run);
    case 'list':
      return makeList(plan, scope);
    case 'attribute':
      return makeAttribute(plan, scope);
    case 'intrinsic':
      return makeIntrinsic(plan, scope);
    case 'navigate':
      return makeNavigate(plan, scope);
    case 'inherited':
      return makeInherited(plan, scope);
    case 'coalesce':
      return makeCoalesce(plan, scope);
    case 'by-signal':
      return makeBySignal(plan, scope);
    case 'key':
      return makeKey(plan, scope);
    case 'arithmetic':
      return makeArithmetic(plan, scope);
    case 'negate':
      return makeNegate(plan, scope);
    case 'aggregate':
      return makeAggregate(plan, scope);
    case 'call':
      return makeCall(plan, scope);
    case 'member':
      return makeMember(plan, scope);
    case 'element':
      return makeElement(plan, scope);
    case 'select':
      return makeSelect(plan, scope);
    case 'row':
      return makeRow(plan, scope);
    case 'values':
      return makeAllValues(plan, scope);
    case 'attributes':
      return makeAttributes(plan, scope);
    case 'sql':
      return makeSql(plan, scope);
    case 'text':
      return makeText(plan, scope);
    case 'condition':
      return makeConditionValue(plan, scope);
  }
}
