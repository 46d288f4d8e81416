import type { Slot } from '../../plan/value';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import type { Scope } from '../scope';
import { CERTAIN, POSSIBLE } from '../signal/members';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE } from './nothing';
import { unionOf } from './source';

/** By the first signal of which the occurrence is a certain member, else the first of which it is a possible one. */
export function makeBySignal(plan: ValueOperator<'by-signal'>, scope: Scope): Evaluator {
  const { run, frame, bound } = scope;
  // what has no members is never chosen
  const chosen = plan.arms.filter((arm) => run.signals.members(arm.signal).rows.length > 0);
  const arms = chosen.map((arm) => scope.value(arm.value));
  const states = chosen.map((arm) => run.signals.members(arm.signal).state);
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
    const inBatch = codesOfArms(plan.slot, armOf, arms.map(batchCodesOf));
    const value = coded(run, () => codes[choose()]?.() ?? ABSENT_CODE, sourceNames, source, inBatch);
    return { ...value, isAbsent: arms.every((arm) => arm.isAbsent) };
  }
  return { value: () => arms[choose()]?.value() ?? ABSENT, code: null, source, sourceNames };
}

/** Asks each arm for the occurrences that choose it. */
function codesOfArms(slot: Slot, armOf: (occurrence: number) => number, arms: readonly BatchCodes[]): BatchCodes {
  const room = new Codes();
  const chosen = new Codes();
  const mine = new Results();
  return (batch, wanted) => {
    const { count } = batch;
    const occurrences = batch.column(slot);
    const found = room.array;
    let left = 0;
    for (let i = 0; i < count; i++) {
      const arm = wanted === null || wanted[i] !== 0 ? armOf(occurrences[i]!) : -1;
      chosen.array[i] = arm;
      found[i] = ABSENT_CODE;
      if (arm >= 0) left++;
    }
    for (let arm = 0; arm < arms.length && left > 0; arm++) {
      const choosing = markEqual(chosen.array, arm, mine.array, count);
      if (choosing === 0) continue;
      left -= choosing;
      const codes = arms[arm]!(batch, mine.array);
      for (let i = 0; i < count; i++) if (mine.array[i] === 1) found[i] = codes[i]!;
    }
    return found;
  };
}

function markEqual(column: Int32Array, value: number, equal: Uint8Array, count: number): number {
  let marked = 0;
  for (let i = 0; i < count; i++) {
    equal[i] = column[i] === value ? 1 : 0;
    marked += equal[i]!;
  }
  return marked;
}
