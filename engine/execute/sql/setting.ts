import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, NOT_COMPUTABLE, Nothing } from '../value/nothing';
import { isNothing, Pinned, type Value } from '../value/runtime';
import type { SqlPlan } from './make';
import { makeRecorded } from './recorded';
import { perText } from './texts';

export type SettingPlan = SqlPlan<{ readonly part: 'setting'; readonly setting: string }>;

/** What the text at hand gives the setting. */
export function makeGiven(plan: SettingPlan, scope: Scope) {
  const { setting } = plan.question;
  return perText(plan, scope, `setting ${setting}`, (text) => ({
    isValid: text.isValid,
    set: text.setting(setting),
  }));
}

/** The value that a text gives a session's setting; absent where it gives none. That it gives one is known, though its value may not be. */
export function makeSetting(plan: SettingPlan, scope: Scope): Evaluator {
  const { of, source, sourceNames } = makeRecorded(plan, scope);
  const ask = makeGiven(plan, scope);
  const value = (): Value => {
    const found = ask();
    if (found instanceof Nothing) return found;
    const given = found.set && of(found.set);
    if (given !== undefined) return isNothing(given) ? new Pinned([], true, true) : given;
    return found.isValid ? ABSENT : NOT_COMPUTABLE;
  };
  return { value, code: null, source, sourceNames };
}
