import type { Scope } from '../scope';
import { coded } from '../value/coded';
import type { Evaluator } from '../value/evaluator';
import { codeOfNothing, NOT_COMPUTABLE_CODE, Nothing } from '../value/nothing';
import type { TenantPlan } from './make';
import { makeTenancy } from './tenancy';

/** Whether every tenant table is pinned to one tenant; nothing where that can't be decided. */
export function makeFilters(plan: TenantPlan, scope: Scope): Evaluator {
  const { values } = scope.run;
  const [yes, no] = [values.code(true), values.code(false)];
  const tenancy = makeTenancy(plan, scope);
  const text = scope.value(plan.text);
  const code = (): number => {
    const answer = tenancy();
    if (answer instanceof Nothing) return codeOfNothing(answer);
    return answer.filters === 'unknown' ? NOT_COMPUTABLE_CODE : answer.filters ? yes : no;
  };
  return coded(scope.run, code, text.sourceNames, (into) => text.source(into));
}
