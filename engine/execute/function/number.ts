import { NOT_COMPUTABLE } from '../value/nothing';
import { exactInteger } from '../value/numeric';
import type { Present, Value } from '../value/runtime';

const decimal = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** A number, or any text that is written as one. */
export function number(argument: Present): Value {
  if (typeof argument === 'number' || typeof argument === 'bigint') return argument;
  if (typeof argument !== 'string' || !decimal.test(argument)) return NOT_COMPUTABLE;
  if (/^[+-]?[0-9]+$/.test(argument)) return exactInteger(BigInt(argument.replace('+', '')));
  const double = Number(argument);
  return Number.isFinite(double) ? double : NOT_COMPUTABLE;
}
