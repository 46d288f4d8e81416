import type { SqlTenantAnswer } from '../../sql';
import type { Scope } from '../scope';
import { coded } from '../value/coded';
import type { Evaluator } from '../value/evaluator';
import { ABSENT_CODE, codeOfNothing, NOT_COMPUTABLE_CODE, Nothing } from '../value/nothing';
import { Pinned, type Present } from '../value/runtime';
import type { TenantPlan } from './make';
import { makeRecorded } from './recorded';
import { makeTenancy } from './tenancy';

/** What every tenant table is pinned to; absent where the text has no tenant table. */
export function makePinned(plan: TenantPlan, scope: Scope): Evaluator {
  const { code: codeOf, source, sourceNames } = makeRecorded(plan, scope);
  const tenancy = makeTenancy(plan, scope);
  const join = makeJoin(scope);
  const code = (): number => {
    const answer = tenancy();
    if (answer instanceof Nothing) return codeOfNothing(answer);
    const { filters, pinned } = answer;
    if (filters === 'unknown') return NOT_COMPUTABLE_CODE;
    if (filters && pinned.length === 0) return ABSENT_CODE;
    if (pinned.length !== 1) return join(pinned.map(codeOf), filters);
    // nearly always it is one value
    const only = codeOf(pinned[0]!);
    return filters && only > ABSENT_CODE ? only : join([only], filters);
  };
  return coded(scope.run, code, sourceNames, source);
}

type Join = (codes: readonly number[], filters: boolean) => number;

/** The code of several values at once; the same for the same values, whatever rule asks. */
function makeJoin({ run }: Scope): Join {
  const { values, pinned } = run;
  return (codes, filters) => {
    const key = codes.length === 1 ? codes[0]! * 2 + (filters ? 1 : 0) : `${filters} ${codes.join()}`;
    const known = pinned.get(key);
    if (known !== undefined) return known;
    const made = values.code(joined(codes, filters));
    pinned.set(key, made);
    return made;
  };

  function joined(codes: readonly number[], filters: SqlTenantAnswer['filters']): Present {
    const known = codes.filter((code) => code > ABSENT_CODE).map((code) => values.present(code));
    const [one, ...others] = new Set(known);
    // one value that is known is that value, for groups and functions too
    if (filters && one !== undefined && others.length === 0 && known.length === codes.length) return one;
    return new Pinned(known, known.length < codes.length, filters === true);
  }
}
