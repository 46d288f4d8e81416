import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, NOT_COMPUTABLE } from './nothing';
import { numberOf } from './numeric';
import { isList, isNothing, isRecord, type Present, type Value } from './runtime';
import { unionOf } from './source';
import { wholly } from './wholly';

/** A part of a record by the value of `at`, or an element of a list, counted from 0, from the end where negative. */
export function makeElement(plan: ValueOperator<'element'>, scope: Scope): Evaluator {
  const of = wholly(scope.value(plan.of));
  const at = scope.value(plan.at);
  const value = (): Value => {
    const whole = of.value();
    const place = at.value();
    // unknowable wins over absent
    if (isNothing(whole)) return whole === ABSENT && isNothing(place) ? place : whole;
    return isNothing(place) ? place : elementAt(whole, place);
  };
  return {
    value,
    code: null,
    source: (into) => {
      of.source(into);
      at.source(into);
    },
    sourceNames: unionOf([of.sourceNames, at.sourceNames]),
  };
}

function elementAt(whole: Present, place: Present): Value {
  if (isRecord(whole)) return typeof place === 'object' ? NOT_COMPUTABLE : (whole.get(String(place)) ?? ABSENT);
  const index = numberOf(place);
  if (!isList(whole) || index === undefined || !Number.isSafeInteger(Number(index))) return NOT_COMPUTABLE;
  return whole.at(Number(index)) ?? ABSENT;
}
