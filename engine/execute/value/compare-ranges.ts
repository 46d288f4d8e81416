import type { ComparisonOperator } from '../../plan/condition';
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from '../kleene';
import { numberOf } from './numeric';
import { Duration, Instant, type Present, Range } from './runtime';

/** A comparison with a range is decided only if every value in it decides alike. */
export function compareRanges(operator: ComparisonOperator, left: Present, right: Present): Kleene {
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (a === undefined || b === undefined || a.unit !== b.unit) return UNKNOWN;
  switch (operator) {
    case '<':
      return decided(a.high < b.low, a.low >= b.high);
    case '<=':
      return decided(a.high <= b.low, a.low > b.high);
    case '>':
      return decided(a.low > b.high, a.high <= b.low);
    case '>=':
      return decided(a.low >= b.high, a.high < b.low);
    case '==':
      return decided(isOneValue(a) && isOneValue(b) && equal(a.low, b.low), a.high < b.low || a.low > b.high);
    case '!=':
      return not(compareRanges('==', a, b));
  }
}

function decided(always: boolean, never: boolean): Kleene {
  return always ? TRUE : never ? FALSE : UNKNOWN;
}

function isOneValue(range: Range): boolean {
  return equal(range.low, range.high);
}

/** Mathematically: 1 and 1n are equal. */
function equal(left: number | bigint, right: number | bigint): boolean {
  return left <= right && left >= right;
}

/** A quantity as the range that holds only it; nothing for what is no quantity. */
export function rangeOf(value: Present): Range | undefined {
  if (value instanceof Range) return value;
  if (value instanceof Duration) return new Range(value.nanoseconds, value.nanoseconds, 'duration');
  if (value instanceof Instant) return new Range(value.nanoseconds, value.nanoseconds, 'instant');
  const number = numberOf(value);
  return number === undefined ? undefined : new Range(number, number, 'number');
}
