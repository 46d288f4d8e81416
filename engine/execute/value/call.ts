import type { FunctionName } from '../../plan/value';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { NOT_COMPUTABLE } from './nothing';
import { exactInteger } from './numeric';
import { isNothing, type Present, type Value } from './runtime';

/** A function of one value. On codes each distinct value is computed once. */
export function makeCall(plan: ValueOperator<'call'>, scope: Scope): Evaluator {
  const { values } = scope.run;
  const of = scope.value(plan.args[0]!);
  const compute = FUNCTIONS[plan.function];
  const { code, source, sourceNames } = of;
  if (code === null) {
    const value = (): Value => {
      const argument = of.value();
      return isNothing(argument) ? argument : compute(argument);
    };
    return { value, code: null, source, sourceNames };
  }
  const known = new Map<number, number>();
  const codeOfResult = () => {
    const argument = code();
    if (argument <= 0) return argument;
    const found = known.get(argument);
    if (found !== undefined) return found;
    const result = values.code(compute(values.present(argument)));
    known.set(argument, result);
    return result;
  };
  return coded(scope.run, codeOfResult, sourceNames, source);
}

const FUNCTIONS: Record<FunctionName, (argument: Present) => Value> = {
  lower: (text) => (typeof text === 'string' ? text.toLowerCase() : NOT_COMPUTABLE),
  upper: (text) => (typeof text === 'string' ? text.toUpperCase() : NOT_COMPUTABLE),
  length,
  string,
  number,
};

/** A text's characters (code points), a list's elements, bytes. */
function length(argument: Present): Value {
  if (typeof argument === 'string') return Array.from(argument).length;
  if (Array.isArray(argument) || argument instanceof Uint8Array) return argument.length;
  return NOT_COMPUTABLE;
}

function string(argument: Present): Value {
  return typeof argument === 'object' ? NOT_COMPUTABLE : String(argument);
}

const decimal = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** A number, or any text that is written as one. */
function number(argument: Present): Value {
  if (typeof argument === 'number' || typeof argument === 'bigint') return argument;
  if (typeof argument !== 'string' || !decimal.test(argument)) return NOT_COMPUTABLE;
  if (/^[+-]?[0-9]+$/.test(argument)) return exactInteger(BigInt(argument.replace('+', '')));
  const double = Number(argument);
  return Number.isFinite(double) ? double : NOT_COMPUTABLE;
}
