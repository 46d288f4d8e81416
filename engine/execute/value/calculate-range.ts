import type { ArithmeticOperator } from '../../plan/value';
import { rangeOf } from './compare-ranges';
import { ABSENT, NOT_COMPUTABLE } from './nothing';
import { type Present, Range, type Value } from './runtime';

/** Interval arithmetic on numbers, as doubles. What no bounds can be given for is not computable. */
export function calculateRange(operator: ArithmeticOperator, left: Present, right: Present): Value {
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (a === undefined || b === undefined || a.unit !== 'number' || b.unit !== 'number') return NOT_COMPUTABLE;
  const [al, ah, bl, bh] = [Number(a.low), Number(a.high), Number(b.low), Number(b.high)];
  switch (operator) {
    case '+':
      return range([al + bl, ah + bh]);
    case '-':
      return range([al - bh, ah - bl]);
    case '*':
      return range([al * bl, al * bh, ah * bl, ah * bh].map(zeroTimesInfinity));
    case '/':
      if (bl === 0 && bh === 0) return ABSENT;
      // a divisor that may be 0 may also give nothing at all
      return bl <= 0 && bh >= 0 ? NOT_COMPUTABLE : range([al / bl, al / bh, ah / bl, ah / bh]);
    case '%':
      return NOT_COMPUTABLE;
  }
}

/** A bound is never reached where it is infinite, so zero times it is zero. */
function zeroTimesInfinity(product: number): number {
  return Number.isNaN(product) ? 0 : product;
}

function range(corners: readonly number[]): Value {
  if (corners.some(Number.isNaN)) return NOT_COMPUTABLE;
  const low = Math.min(...corners);
  const high = Math.max(...corners);
  return low === high ? low : new Range(low, high, 'number');
}
