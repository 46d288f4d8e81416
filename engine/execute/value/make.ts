import type { ValuePlan } from '../../plan/value';
import { makeAggregate } from '../aggregate/make';
import type { Scope } from '../scope';
import { makeArithmetic } from './arithmetic';
import { makeAttribute } from './attribute';
import { makeBySignal } from './by-signal';
import { makeCall } from './call';
import { makeCoalesce } from './coalesce';
import { makeConditionValue } from './condition-value';
import { constant } from './constant';
import type { Evaluator } from './evaluator';
import { makeInherited } from './inherited';
import { makeIntrinsic } from './intrinsic';
import { makeKey } from './key';
import { makeList } from './list';
import { makeNavigate } from './navigate';
import { makeNegate } from './negate';
import { ABSENT } from './nothing';
import { Duration, Instant } from './runtime';

/** One case for each operator of `ValuePlan`. */
export function makeValue(plan: ValuePlan, scope: Scope): Evaluator {
  switch (plan.op) {
    case 'literal':
      return constant(plan.value ?? ABSENT, scope.run);
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
    case 'condition':
      return makeConditionValue(plan, scope);
  }
}
