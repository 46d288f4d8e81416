import type { SqlDetail } from '../../plan/value';
import type { SqlTenantAnswer, UnfilteredTable } from '../../sql';
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
  const value = (): Value => {
    const answer = tenancy();
    if (answer instanceof Nothing) return answer;
    return answer.filters === 'unknown' ? NOT_COMPUTABLE : detailsOf(answer, plan);
  };
  return { value, code: null, source: (into) => text.source(into), sourceNames: text.sourceNames };
}

/** The same for people to read: where it is unknown, the tables that may not be pinned. */
export function mayBeUnfiltered(plan: TenantPlan, scope: Scope): Value {
  const answer = scope.other(makeTenancy, plan)();
  return answer instanceof Nothing ? answer : answer.unfiltered.length > 0 ? detailsOf(answer, plan) : NOT_COMPUTABLE;
}

function detailsOf({ unfiltered }: SqlTenantAnswer, { question }: TenantPlan): Value {
  return [...new Set(unfiltered.map(DETAILS[question.detail]))];
}

const DETAILS: Record<SqlDetail, (each: UnfilteredTable) => Present> = {
  table: ({ table }) => table,
  alias: ({ table, alias }) => alias ?? table,
  offset: ({ offset }) => offset,
  why: ({ why }) => why,
  remedy: ({ remedy }) => remedy,
};
