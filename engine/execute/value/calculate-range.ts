import type { ArithmeticOperator } from '../../plan/value';
import { rangeOf } from './compare-ranges';
import { ABSENT, NOT_COMPUTABLE } from './nothing';
import { Duration, Instant, type Present, Range, type Unit, type Value } from './runtime';

/** Interval arithmetic: numbers as doubles, times in whole nanoseconds. What no bounds can be given for is not computable. */
export function calculateRange(operator: ArithmeticOperator, left: Present, right: Present): Value {
  const a = rangeOf(left);
  const b = rangeOf(right);
  const unit = a && b && unitOf(a.unit, operator, b.unit);
  if (!a || !b || !unit || operator === '%') return NOT_COMPUTABLE;
  if (operator === '/' && b.low <= 0 && b.high >= 0) {
    // a divisor that may be 0 may also give nothing at all
    return b.low >= b.high ? ABSENT : NOT_COMPUTABLE;
  }
  const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => corner(operator, x, y)));
  return unit === 'number' ? ofNumbers(corners.map(Number)) : ofTimes(corners.map(wholly), unit);
}

function unitOf(a: Unit, operator: ArithmeticOperator, b: Unit): Unit | undefined {
  if (a === 'number' && b === 'number') return 'number';
  if (operator === '/') return a === 'instant' ? undefined : b === 'duration' ? ofRatio(a) : ofScaled(a, b);
  if (operator === '*') return ofScaled(a, b) ?? ofScaled(b, a);
  if (a === 'number' || b === 'number') return undefined;
  if (a === b) return operator === '-' || a === 'duration' ? 'duration' : undefined;
  return a === 'instant' || operator === '+' ? 'instant' : undefined;
}

const ofRatio = (of: Unit): Unit | undefined => (of === 'duration' ? 'number' : undefined);
const ofScaled = (of: Unit, by: Unit): Unit | undefined =>
  of === 'duration' && by === 'number' ? 'duration' : undefined;

/** A bound is never reached where it is infinite: nothing times or over what has no end is nothing. */
function corner(operator: ArithmeticOperator, x: number | bigint, y: number | bigint): number | bigint {
  if (typeof x === 'bigint' && typeof y === 'bigint' && operator !== '/') {
    return operator === '+' ? x + y : operator === '-' ? x - y : x * y;
  }
  const [a, b] = [Number(x), Number(y)];
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': 0 }[operator];
  return Number.isNaN(result) ? 0 : result;
}

const wholly = (bound: number | bigint): number | bigint =>
  typeof bound === 'number' && Number.isFinite(bound) ? BigInt(Math.trunc(bound)) : bound;

function ofNumbers(corners: readonly number[]): Value {
  const low = Math.min(...corners);
  const high = Math.max(...corners);
  return low === high ? low : new Range(low, high, 'number');
}

function ofTimes(corners: readonly (number | bigint)[], unit: 'duration' | 'instant'): Value {
  const low = corners.reduce((a, b) => (b < a ? b : a));
  const high = corners.reduce((a, b) => (b > a ? b : a));
  if (low !== high || typeof low !== 'bigint') return new Range(low, high, unit);
  return unit === 'duration' ? new Duration(low) : new Instant(low);
}
