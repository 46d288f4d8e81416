import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, NOT_COMPUTABLE, Nothing } from '../value/nothing';
import type { Value } from '../value/runtime';
import type { SqlPlan } from './make';
import { makeRecorded } from './recorded';
import { perText } from './texts';

/** The value that a text gives a session's setting; absent where it gives none. */
export function makeSetting(
  plan: SqlPlan<{ readonly part: 'setting'; readonly setting: string }>,
  scope: Scope,
): Evaluator {
  const { setting } = plan.question;
  const { of, source, sourceNames } = makeRecorded(plan, scope);
  const ask = perText(plan, scope, `setting ${setting}`, (text) => ({
    isValid: text.isValid,
    set: text.setting(setting),
  }));
  const value = (): Value => {
    const found = ask();
    if (found instanceof Nothing) return found;
    if (found.set !== undefined) return of(found.set);
    return found.isValid ? ABSENT : NOT_COMPUTABLE;
  };
  return { value, code: null, source, sourceNames };
}
