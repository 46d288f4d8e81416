import type { ComparisonOperator } from '../../plan/condition';
import { FALSE, type Kleene, kleeneOf, not, TRUE, UNKNOWN } from '../kleene';
import { compareRanges, rangeOf } from './compare-ranges';
import { parseCanonicalDecimal } from './numeric';
import { Duration, Instant, isList, Pinned, type Present, Range } from './runtime';

/** Compares two values that are there (language §2). On lists some pair of elements must satisfy the operator. */
export function comparePresent(operator: ComparisonOperator, left: Present, right: Present): Kleene {
  if (operator === '!=') return not(comparePresent('==', left, right));
  if (left instanceof Pinned) return comparePinned(left, (value) => comparePresent(operator, value, right));
  if (right instanceof Pinned) return comparePinned(right, (value) => comparePresent(operator, left, value));
  if (left instanceof Range && isList(right))
    return inRange(right, left, (value) => compareRanges(operator, left, value));
  if (right instanceof Range && isList(left))
    return inRange(left, right, (value) => compareRanges(operator, value, right));
  if (isList(left)) return kleeneOf(left.some((element) => compareElement(operator, element, right)));
  if (isList(right)) return kleeneOf(right.some((element) => compareElement(operator, left, element)));
  return compareScalars(operator, left, right);
}

/** Every value must satisfy the comparison, and every table must have one. */
function comparePinned({ values, open, everywhere }: Pinned, compare: (value: Present) => Kleene): Kleene {
  if (!everywhere) return FALSE;
  return values.reduce<Kleene>((least, value) => Math.min(least, compare(value)) as Kleene, open ? UNKNOWN : TRUE);
}

/** Beside a list of what a quantity may be, some element may satisfy the comparison; what is no such quantity doesn't. */
function inRange(list: readonly Present[], { unit }: Pick<Range, 'unit'>, compare: (value: Present) => Kleene): Kleene {
  return list.reduce<Kleene>((most, value) => {
    if (isList(value)) return Math.max(most, inRange(value, { unit }, compare)) as Kleene;
    return rangeOf(value)?.unit === unit ? (Math.max(most, compare(value)) as Kleene) : most;
  }, FALSE);
}

function compareElement(operator: ComparisonOperator, left: Present, right: Present): boolean {
  return comparePresent(operator, left, right) === TRUE;
}

function compareScalars(operator: ComparisonOperator, left: Present, right: Present): Kleene {
  if (typeof left === 'string' && typeof right === 'string') {
    return operator === '==' ? kleeneOf(left === right) : ordered(operator, compareTexts(left, right));
  }
  if (left instanceof Range || right instanceof Range) return compareRanges(operator, left, right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return compareBooleans(operator, left, right);
  if (typeof left === 'object' || typeof right === 'object') return compareObjects(operator, left, right);
  return compareNumbers(operator, left, right);
}

function compareNumbers(operator: ComparisonOperator, left: Scalar, right: Scalar): Kleene {
  const a = typeof left === 'string' ? parseCanonicalDecimal(left) : left;
  const b = typeof right === 'string' ? parseCanonicalDecimal(right) : right;
  if (a === undefined || b === undefined || !comparable(a) || !comparable(b)) return UNKNOWN;
  return ordered(operator, a < b ? -1 : a > b ? 1 : 0);
}

type Scalar = string | number | bigint;

function comparable(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isFinite(value);
}

/** Numerically if both are canonical decimals, else as text. */
function compareTexts(left: string, right: string): number {
  const a = parseCanonicalDecimal(left);
  const b = a === undefined ? undefined : parseCanonicalDecimal(right);
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareBooleans(operator: ComparisonOperator, left: Present, right: Present): Kleene {
  const a = booleanOf(left);
  const b = booleanOf(right);
  if (a === undefined || b === undefined || operator !== '==') return UNKNOWN;
  return kleeneOf(a === b);
}

/** The boolean that a value is or, being "true" or "false", stands for. */
export function booleanOf(value: Present): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function compareObjects(operator: ComparisonOperator, left: Present, right: Present): Kleene {
  if (left instanceof Duration && right instanceof Duration) return compareTimes(operator, left, right);
  if (left instanceof Instant && right instanceof Instant) return compareTimes(operator, left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array && operator === '==') {
    return kleeneOf(left.length === right.length && left.every((byte, i) => byte === right[i]));
  }
  return UNKNOWN;
}

function compareTimes(operator: ComparisonOperator, left: Duration | Instant, right: Duration | Instant): Kleene {
  const a = left.nanoseconds;
  const b = right.nanoseconds;
  return ordered(operator, a < b ? -1 : a > b ? 1 : 0);
}

/** Whether `operator` holds where left stands before (-1), at (0) or after (1) right. */
function ordered(operator: ComparisonOperator, order: number): Kleene {
  switch (operator) {
    case '==':
      return kleeneOf(order === 0);
    case '<':
      return kleeneOf(order < 0);
    case '<=':
      return kleeneOf(order <= 0);
    case '>':
      return kleeneOf(order > 0);
    case '>=':
      return kleeneOf(order >= 0);
    default:
      return order === 0 ? FALSE : TRUE;
  }
}
