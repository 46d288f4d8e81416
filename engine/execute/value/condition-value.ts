import { TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { NOT_COMPUTABLE_CODE } from './nothing';
import { NO_SOURCE } from './source';

/** true or false; what is unknown can't be computed. */
export function makeConditionValue(plan: ValueOperator<'condition'>, scope: Scope): Evaluator {
  const condition = scope.condition(plan.condition);
  const yes = scope.run.values.code(true);
  const no = scope.run.values.code(false);
  const code = () => {
    const value = condition();
    return value === UNKNOWN ? NOT_COMPUTABLE_CODE : value === TRUE ? yes : no;
  };
  return coded(scope.run, code, NO_SOURCE, () => {});
}
