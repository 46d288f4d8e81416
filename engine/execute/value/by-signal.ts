import type { Scope } from '../scope';
import { CERTAIN, POSSIBLE } from '../signal/members';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE } from './nothing';
import { unionOf } from './source';

/** By the first signal of which the occurrence is a certain member, else the first of which it is a possible one. */
export function makeBySignal(plan: ValueOperator<'by-signal'>, scope: Scope): Evaluator {
  const { run, frame, bound } = scope;
  const arms = plan.arms.map((arm) => scope.value(arm.value));
  const states = plan.arms.map((arm) => run.signals.members(arm.signal).state);
  const sourceNames = unionOf(arms.map((arm) => arm.sourceNames));
  const choose = (): number => {
    // an interval's own signals first, then those of what it starts with
    const own = scope.intervalIn(plan.slot) < 0 ? -1 : armOf(bound[plan.slot]!);
    return own >= 0 ? own : armOf(frame[plan.slot]!);
  };
  const armOf = (occurrence: number): number => {
    let possible = -1;
    for (let i = 0; i < states.length; i++) {
      const state = states[i]![occurrence];
      if (state === CERTAIN) return i;
      if (state === POSSIBLE && possible < 0) possible = i;
    }
    return possible;
  };
  const source: Evaluator['source'] = (into) => arms[choose()]?.source(into);
  const codes = arms.map((arm) => arm.code).filter((code) => code !== null);
  if (codes.length === arms.length) {
    return coded(run, () => codes[choose()]?.() ?? ABSENT_CODE, sourceNames, source);
  }
  return { value: () => arms[choose()]?.value() ?? ABSENT, code: null, source, sourceNames };
}
