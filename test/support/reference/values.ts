import type { Plain } from './spans';

/** Conditions are true, false or unknown (Kleene). */
export type Truth = true | false | 'unknown';

export const not = (t: Truth): Truth => (t === 'unknown' ? t : !t);
export const and = (all: readonly Truth[]): Truth =>
  all.includes(false) ? false : all.includes('unknown') ? 'unknown' : true;
export const or = (all: readonly Truth[]): Truth => not(and(all.map(not)));

/** A length of time, or an instant, in nanoseconds. */
export interface Time {
  readonly kind: 'duration' | 'instant';
  readonly nanoseconds: bigint;
}

/** What a count can be, where matches are only possible or data is missing; `high` may be Infinity. */
export interface Range {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
}

export type Scalar = Exclude<Plain, readonly Plain[]> | Time;
export type Content = Scalar | readonly Scalar[] | Range;

/** A value that is there knows what it was read from: `span scope key`, one for each attribute. */
export type Value =
  | { readonly is: 'present'; readonly content: Content; readonly source: ReadonlySet<string> }
  | { readonly is: 'absent' }
  | { readonly is: 'unknowable' };

export const ABSENT: Value = { is: 'absent' };
export const UNKNOWABLE: Value = { is: 'unknowable' };
const NOTHING: ReadonlySet<string> = new Set();
export const present = (content: Content, source: ReadonlySet<string> = NOTHING): Value => ({
  is: 'present',
  content,
  source,
});

/** The first that is there; else unknowable if one was, else absent. */
export function firstOf(values: readonly Value[]): Value {
  const found = values.find((v) => v.is === 'present') ?? values.find((v) => v.is === 'unknowable');
  return found ?? ABSENT;
}

const isTime = (x: Content): x is Time => typeof x === 'object' && 'nanoseconds' in x;
const isRange = (x: Content): x is Range => typeof x === 'object' && 'low' in x;
export const isList = (x: Content): x is readonly Scalar[] => Array.isArray(x);
export const exists = (v: Value): Truth => (v.is === 'unknowable' ? 'unknown' : v.is === 'present');

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/;

/** Only text in canonical decimal form is a number too: `1.0`, `01` and `-0` are just text. */
export function decimal(text: string): bigint | number | undefined {
  if (!DECIMAL.test(text) || text === '-0') return undefined;
  return text.includes('.') ? Number(text) : BigInt(text);
}

type Ordered = string | number | bigint;

/** Both sides as one type that `<` orders; undefined where they can't be compared. */
function alike(a: Scalar, b: Scalar, ordering: boolean): readonly [Ordered, Ordered] | undefined {
  if (isTime(a) || isTime(b)) {
    return isTime(a) && isTime(b) && a.kind === b.kind ? [a.nanoseconds, b.nanoseconds] : undefined;
  }
  const types = `${typeof a} ${typeof b}`;
  if (typeof a === 'string' && typeof b === 'string') {
    const numbers = [decimal(a), decimal(b)] as const;
    const numeric = ordering && numbers[0] !== undefined && numbers[1] !== undefined;
    return numeric ? [numbers[0]!, numbers[1]!] : [a, b];
  }
  if (types.includes('boolean')) {
    const sides = [String(a), String(b)] as const;
    const words = sides.every((s) => s === 'true' || s === 'false');
    return words && !ordering && /^(boolean|string) (boolean|string)$/.test(types) ? sides : undefined;
  }
  const left = typeof a === 'string' ? decimal(a) : a;
  const right = typeof b === 'string' ? decimal(b) : b;
  const numbers = [left, right].every((x) => typeof x === 'bigint' || (typeof x === 'number' && Number.isFinite(x)));
  return numbers ? [left as Ordered, right as Ordered] : undefined;
}

function compareScalars(operator: string, a: Scalar, b: Scalar): Truth {
  const sides = alike(a, b, operator !== '==');
  if (sides === undefined) return 'unknown';
  const [x, y] = sides;
  if (operator === '==') return x <= y && x >= y; // 1n and 1 are equal, but not the same
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  if (operator === '>') return x > y;
  return x >= y;
}

function testTexts(operator: string, a: Scalar, b: Scalar): Truth {
  if (typeof a !== 'string' || typeof b !== 'string') return 'unknown';
  if (operator === 'contains') return a.includes(b);
  if (operator === 'starts_with') return a.startsWith(b);
  if (operator === 'ends_with') return a.endsWith(b);
  return new RegExp(b).test(a);
}

/** A comparison with a range is decided only where every number in it agrees. */
function compareRanges(operator: string, a: Range, b: Range): Truth {
  if (operator === '==') {
    if (a.high < b.low || b.high < a.low) return false;
    return a.low === a.high && b.low === b.high ? true : 'unknown';
  }
  if (operator === '>' || operator === '>=') return compareRanges(operator.replace('>', '<'), b, a);
  const below = operator === '<' ? (x: number, y: number) => x < y : (x: number, y: number) => x <= y;
  return below(a.high, b.low) ? true : below(a.low, b.high) ? 'unknown' : false;
}

function asRange(x: Content): Range | undefined {
  if (isRange(x)) return x;
  const number = typeof x === 'string' ? decimal(x) : x;
  if (typeof number !== 'bigint' && (typeof number !== 'number' || !Number.isFinite(number))) return undefined;
  return { kind: 'range', low: Number(number), high: Number(number) };
}

const NEGATED: Record<string, string> = { '!=': '==', 'not in': 'in' };
const SAME_SOURCE = ['==', '<', '<=', '>', '>=', 'contains', 'starts_with', 'ends_with'];

/** Any comparison or string test. On lists some pair has to satisfy it, and what can't be compared doesn't. */
export function compare(operator: string, left: Value, right: Value): Truth {
  const negated = NEGATED[operator];
  if (negated !== undefined) return not(compare(negated, left, right));
  if (operator === 'in') return compare('==', left, right);
  if (left.is !== 'present' || right.is !== 'present') return 'unknown';
  if (SAME_SOURCE.includes(operator) && sameSource(left.source, right.source)) return 'unknown';
  const [a, b] = [left.content, right.content];
  if (isRange(a) || isRange(b)) {
    const [x, y] = [asRange(a), asRange(b)];
    return x === undefined || y === undefined ? 'unknown' : compareRanges(operator, x, y);
  }
  const onText = ['contains', 'starts_with', 'ends_with', 'matches'].includes(operator);
  const elements = operator === 'contains' && isList(a);
  const test = (x: Scalar, y: Scalar): Truth =>
    onText && !elements ? testTexts(operator, x, y) : compareScalars(elements ? '==' : operator, x, y);
  if (!isList(a) && !isList(b)) return test(a, b);
  const pairs = (isList(a) ? a : [a]).flatMap((x) => (isList(b) ? b : [b]).map((y) => test(x, y)));
  return pairs.includes(true);
}

export function sameSource(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && a.size === b.size && [...a].every((each) => b.has(each));
}

/** A boolean as a condition; "true" and "false" are booleans too. */
export const truthy = (v: Value): Truth => compare('==', v, present(true));

/** The key of a group: equal exactly where `==` would be true. */
export function keyText(x: Scalar): string {
  if (isTime(x)) return `${x.kind} ${x.nanoseconds}`;
  return typeof x === 'object' ? 'object' : String(x);
}

type Numeric = number | bigint;

function arithmetic(operator: string, a: Numeric, b: Numeric): Numeric | undefined {
  if ((operator === '/' || operator === '%') && Number(b) === 0) return undefined;
  if (operator === '/') return Number(a) / Number(b);
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const exact = { '+': a + b, '-': a - b, '*': a * b, '%': b === 0n ? 0n : a % b };
    return exact[operator as keyof typeof exact];
  }
  const [x, y] = [Number(a), Number(b)];
  return { '+': x + y, '-': x - y, '*': x * y, '%': x % y }[operator];
}

function timeArithmetic(operator: string, a: Time | Numeric, b: Time | Numeric): Content | undefined {
  const time = (kind: Time['kind'], nanoseconds: bigint): Time => ({ kind, nanoseconds });
  if (typeof a === 'object' && typeof b === 'object') {
    const [x, y] = [a.nanoseconds, b.nanoseconds];
    const kinds = `${a.kind} ${operator} ${b.kind}`;
    if (kinds === 'duration / duration') return y === 0n ? undefined : Number(x) / Number(y);
    if (operator === '-' && a.kind === b.kind) return time('duration', x - y);
    if (operator === '-' && b.kind === 'duration') return time(a.kind, x - y);
    if (operator === '+' && b.kind === 'duration') return time(a.kind, x + y);
    return kinds === 'duration + instant' ? time('instant', x + y) : undefined;
  }
  const factor = typeof a === 'object' ? b : a;
  const of = typeof a === 'object' ? a : (b as Time);
  if (of.kind !== 'duration' || typeof factor === 'object') return undefined;
  if (operator === '*') return time('duration', scaled(of.nanoseconds, factor));
  if (operator !== '/' || typeof a !== 'object' || Number(factor) === 0) return undefined;
  return time('duration', BigInt(Math.trunc(Number(of.nanoseconds) / Number(factor))));
}

const scaled = (nanoseconds: bigint, factor: Numeric): bigint =>
  typeof factor === 'bigint' ? nanoseconds * factor : BigInt(Math.trunc(Number(nanoseconds) * factor));

const operand = (x: Content): Time | Numeric | undefined => {
  const value = typeof x === 'string' ? decimal(x) : x;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return value;
  return typeof value === 'object' && isTime(value) ? value : undefined;
};

/** Arithmetic on what is only known within bounds: the bounds of all results. */
function calculateRanges(operator: string, a: Range | undefined, b: Range | undefined): Value {
  if (a === undefined || b === undefined || operator === '%') return UNKNOWABLE;
  if (operator === '/' && b.low <= 0 && b.high >= 0) return b.low === b.high ? ABSENT : UNKNOWABLE;
  const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => Number(arithmetic(operator, x, y))));
  const known = corners.map((x) => (Number.isNaN(x) ? 0 : x)); // nothing times without end is nothing
  return present({ kind: 'range', low: Math.min(...known), high: Math.max(...known) });
}

export function calculate(operator: string, left: Value, right: Value): Value {
  if (left.is !== 'present') return left.is === 'absent' && right.is === 'unknowable' ? right : left;
  if (right.is !== 'present') return right;
  if (isRange(left.content) || isRange(right.content)) {
    return calculateRanges(operator, asRange(left.content), asRange(right.content));
  }
  const [a, b] = [operand(left.content), operand(right.content)];
  if (a === undefined || b === undefined) return UNKNOWABLE;
  const divided =
    (operator === '/' || operator === '%') && (typeof b === 'object' ? b.nanoseconds === 0n : Number(b) === 0);
  if (divided) return ABSENT;
  const times = typeof a === 'object' || typeof b === 'object';
  const result = times ? timeArithmetic(operator, a, b) : arithmetic(operator, a, b);
  return result === undefined ? UNKNOWABLE : present(result, new Set([...left.source, ...right.source]));
}

/** `number()` takes any text that is written as a number. */
function written(text: string): bigint | number | undefined {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : Number(text);
}

const FUNCTIONS: Record<string, (x: Scalar | readonly Scalar[]) => Scalar | undefined> = {
  lower: (x) => (typeof x === 'string' ? x.toLowerCase() : undefined),
  upper: (x) => (typeof x === 'string' ? x.toUpperCase() : undefined),
  length: (x) => (typeof x === 'string' || Array.isArray(x) ? BigInt([...(x as string)].length) : undefined),
  string: (x) => (typeof x === 'object' ? undefined : String(x)),
  number: (x) => (typeof x === 'string' ? written(x) : typeof x === 'number' || typeof x === 'bigint' ? x : undefined),
};

export const isFunction = (name: string): boolean => Object.hasOwn(FUNCTIONS, name);

export function callFunction(name: string, argument: Value): Value {
  if (argument.is !== 'present' || isRange(argument.content)) return argument;
  const result = FUNCTIONS[name]!(argument.content);
  return result === undefined ? UNKNOWABLE : present(result, argument.source);
}
