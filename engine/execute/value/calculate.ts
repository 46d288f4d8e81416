import type { ArithmeticOperator } from '../../plan/value';
import { calculateRange } from './calculate-range';
import { ABSENT, NOT_COMPUTABLE } from './nothing';
import { exactInteger, numberOf } from './numeric';
import { Duration, Instant, type Present, Range, type Value } from './runtime';

type Operand = number | bigint | Duration | Instant;

/** Arithmetic on values that are there. Integers stay exact, `/` gives a double, over 0 gives nothing. */
export function calculate(operator: ArithmeticOperator, left: Present, right: Present): Value {
  if (left instanceof Range || right instanceof Range) return calculateRange(operator, left, right);
  const a = operandOf(left);
  const b = operandOf(right);
  if (a === undefined || b === undefined) return NOT_COMPUTABLE;
  if (isNumber(a) && isNumber(b)) return ofNumbers(operator, a, b);
  if (isNumber(a)) return operator === '*' && b instanceof Duration ? scale(b, a) : NOT_COMPUTABLE;
  return isNumber(b) ? ofTimeAndNumber(operator, a, b) : ofTimes(operator, a, b);
}

function operandOf(value: Present): Operand | undefined {
  return value instanceof Duration || value instanceof Instant ? value : numberOf(value);
}

function isNumber(operand: Operand): operand is number | bigint {
  return typeof operand === 'number' || typeof operand === 'bigint';
}

function ofNumbers(operator: ArithmeticOperator, a: number | bigint, b: number | bigint): Value {
  if ((operator === '/' || operator === '%') && Number(b) === 0) return ABSENT;
  if (operator === '/') return finite(Number(a) / Number(b));
  if (isInteger(a) && isInteger(b)) return ofIntegers(operator, a, b);
  return finite(ofDoubles(operator, Number(a), Number(b)));
}

function isInteger(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function ofIntegers(operator: ArithmeticOperator, a: number | bigint, b: number | bigint): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = ofDoubles(operator, a, b);
    if (Number.isSafeInteger(quick)) return quick;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const exact = { '+': x + y, '-': x - y, '*': x * y, '%': y === 0n ? 0n : x % y };
  return exactInteger(exact[operator as keyof typeof exact]);
}

function ofDoubles(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

function finite(value: number): Value {
  return Number.isFinite(value) ? value : NOT_COMPUTABLE;
}

function ofTimes(operator: ArithmeticOperator, a: Duration | Instant, b: Duration | Instant): Value {
  const [x, y] = [a.nanoseconds, b.nanoseconds];
  if (a instanceof Duration && b instanceof Duration) return ofDurations(operator, x, y);
  if (a instanceof Instant && b instanceof Instant) return operator === '-' ? new Duration(x - y) : NOT_COMPUTABLE;
  if (operator === '+') return new Instant(x + y);
  return operator === '-' && a instanceof Instant ? new Instant(x - y) : NOT_COMPUTABLE;
}

function ofDurations(operator: ArithmeticOperator, x: bigint, y: bigint): Value {
  if (operator === '+') return new Duration(x + y);
  if (operator === '-') return new Duration(x - y);
  if (y === 0n && (operator === '/' || operator === '%')) return ABSENT;
  return operator === '/' ? Number(x) / Number(y) : NOT_COMPUTABLE;
}

function ofTimeAndNumber(operator: ArithmeticOperator, a: Duration | Instant, b: number | bigint): Value {
  if ((operator === '/' || operator === '%') && Number(b) === 0) return ABSENT;
  if (a instanceof Instant) return NOT_COMPUTABLE;
  if (operator === '*') return scale(a, b);
  return operator === '/' ? duration(Number(a.nanoseconds) / Number(b)) : NOT_COMPUTABLE;
}

function scale(of: Duration, factor: number | bigint): Value {
  if (isInteger(factor)) return new Duration(of.nanoseconds * BigInt(factor));
  return duration(Number(of.nanoseconds) * Number(factor));
}

/** Whole nanoseconds, toward zero. */
function duration(nanoseconds: number): Value {
  return Number.isFinite(nanoseconds) ? new Duration(BigInt(Math.trunc(nanoseconds))) : NOT_COMPUTABLE;
}
