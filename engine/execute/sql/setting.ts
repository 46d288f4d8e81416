import type { Scope } from '../scope';
import { coded } from '../value/coded';
import type { Evaluator } from '../value/evaluator';
import { ABSENT_CODE, codeOfNothing, NOT_COMPUTABLE_CODE, Nothing } from '../value/nothing';
import { Pinned } from '../value/runtime';
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
  const { code: codeOf, source, sourceNames } = makeRecorded(plan, scope);
  const ask = makeGiven(plan, scope);
  const notRecorded = scope.run.values.code(NOT_RECORDED);
  const code = (): number => {
    const found = ask();
    if (found instanceof Nothing) return codeOfNothing(found);
    if (found.set === undefined) return found.isValid ? ABSENT_CODE : NOT_COMPUTABLE_CODE;
    const given = codeOf(found.set);
    return given > ABSENT_CODE ? given : notRecorded;
  };
  return coded(scope.run, code, sourceNames, source);
}

const NOT_RECORDED = new Pinned([], true, true);
