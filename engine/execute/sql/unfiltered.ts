import type { SqlDetail } from '../../plan/value';
import type { UnfilteredTable } from '../../sql';
import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { NOT_COMPUTABLE, Nothing } from '../value/nothing';
import type { Present, Value } from '../value/runtime';
import type { TenantPlan } from './make';
import { makeTenancy } from './tenancy';

/** A detail of each table that isn't pinned: a list, empty where all are. */
export function makeUnfiltered(plan: TenantPlan, scope: Scope): Evaluator {
  const tenancy = makeTenancy(plan, scope);
  const text = scope.value(plan.text);
  const detail = DETAILS[plan.question.detail];
  const value = (): Value => {
    const answer = tenancy();
    if (answer instanceof Nothing) return answer;
    if (answer.filters === 'unknown') return NOT_COMPUTABLE;
    return [...new Set(answer.unfiltered.map(detail))];
  };
  return { value, code: null, source: (into) => text.source(into), sourceNames: text.sourceNames };
}

const DETAILS: Record<SqlDetail, (each: UnfilteredTable) => Present> = {
  table: ({ table }) => table,
  alias: ({ table, alias }) => alias ?? table,
  offset: ({ offset }) => offset,
  why: ({ why }) => why,
  remedy: ({ remedy }) => remedy,
};
