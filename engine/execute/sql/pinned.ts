import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, NOT_COMPUTABLE, Nothing } from '../value/nothing';
import { isNothing, Pinned, type Present, type Value } from '../value/runtime';
import type { TenantPlan } from './make';
import { makeRecorded } from './recorded';
import { makeTenancy } from './tenancy';

/** What every tenant table is pinned to; absent where the text has no tenant table. */
export function makePinned(plan: TenantPlan, scope: Scope): Evaluator {
  const { of, source, sourceNames } = makeRecorded(plan, scope);
  const tenancy = makeTenancy(plan, scope);
  const value = (): Value => {
    const answer = tenancy();
    if (answer instanceof Nothing) return answer;
    const { filters, pinned } = answer;
    if (filters === 'unknown') return NOT_COMPUTABLE;
    if (filters && pinned.length === 0) return ABSENT;
    const all = pinned.map(of);
    const known = all.flatMap((each): Present[] => (isNothing(each) ? [] : [each]));
    const [one, ...others] = new Set(known);
    // one value that is known is that value, for groups and functions too
    if (filters && one !== undefined && others.length === 0 && known.length === all.length) return one;
    return new Pinned(known, known.length < all.length, filters);
  };
  return { value, code: null, source, sourceNames };
}
