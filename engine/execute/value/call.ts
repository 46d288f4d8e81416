import type { FunctionName } from '../../plan/value';
import { globOf } from '../function/glob';
import { jsonOf } from '../function/json';
import { number } from '../function/number';
import { sha256Of } from '../function/sha256';
import { lengthOf, lower, prefix, split, string, upper } from '../function/text';
import { durationOf, timeOf } from '../function/times';
import { urlOf } from '../function/url';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { mapped } from './member';
import { ABSENT } from './nothing';
import { isNothing, type Present, type Value } from './runtime';
import { unionOf } from './source';
import { wholly } from './wholly';

/** A function of values. Where only the first may change, each distinct value of it is computed once. */
export function makeCall(plan: ValueOperator<'call'>, scope: Scope): Evaluator {
  const [first, ...others] = plan.args.map((arg) => scope.value(arg));
  const compute = FUNCTIONS[plan.function];
  const constants = others.map((other) => other.constant);
  const fixed = constants.filter((value) => value !== undefined && !isNothing(value)) as Present[];
  const of = wholly(first!);
  return fixed.length === others.length
    ? mapped(of, (value) => compute(value, fixed[0]!), scope)
    : ofSeveral([of, ...others], compute);
}

type Compute = (of: Present, second: Present) => Value;

function ofSeveral(args: readonly Evaluator[], compute: Compute): Evaluator {
  const value = (): Value => {
    const found: Present[] = [];
    let nothing: Value | null = null;
    for (const arg of args) {
      const one = arg.value();
      if (!isNothing(one)) found.push(one);
      // unknowable wins over absent
      else if (nothing === null || nothing === ABSENT) nothing = one;
    }
    return nothing ?? compute(found[0]!, found[1]!);
  };
  return {
    value,
    code: null,
    source: (into) => {
      for (const arg of args) arg.source(into);
    },
    sourceNames: unionOf(args.map((arg) => arg.sourceNames)),
  };
}

const FUNCTIONS: Record<FunctionName, (of: Present, second: Present) => Value> = {
  lower,
  upper,
  length: lengthOf,
  string,
  number,
  duration: durationOf,
  time: timeOf,
  sha256: sha256Of,
  prefix,
  split,
  json: jsonOf,
  url: urlOf,
  glob: globOf,
};
