/** Conditions are true, false or unknown (Kleene). */
export type Truth = boolean | 'unknown';

export const not = (t: Truth): Truth => (t === 'unknown' ? t : !t);
export const and = (all: readonly Truth[]): Truth =>
  all.includes(false) ? false : all.includes('unknown') ? 'unknown' : true;
export const or = (all: readonly Truth[]): Truth => not(and(all.map(not)));

/** 64-bit integers are bigints, doubles numbers, so that both compare exactly. */
export type Numeric = number | bigint;
export type Kind = 'number' | 'duration' | 'instant';

/**
 * A length of time or an instant, in nanoseconds, where low and high are one; or what a number or time can be
 * where matches are only possible or data is missing: `high` may be Infinity.
 */
export interface Quantity {
  readonly kind: Kind;
  readonly low: Numeric;
  readonly high: Numeric;
}

/** What the tables of a SQL text are pinned to: all of it is meant, and there may be more. */
export interface Pinned {
  readonly values: readonly Content[];
  readonly more: boolean;
  readonly everywhere: boolean;
}

export type Content =
  | string
  | Numeric
  | boolean
  | Quantity
  | ReadonlyMap<string, Content>
  | readonly Content[]
  | Pinned;

/** A value that is there knows what it was read from: `span scope key`, one for each attribute. */
export interface Present {
  readonly is: 'present';
  readonly content: Content;
  readonly source: readonly string[];
  /** A list that may have more elements: attributes were dropped. */
  readonly open?: boolean;
}
export type Value = Present | { readonly is: 'absent' } | { readonly is: 'unknowable' };

export const ABSENT: Value = { is: 'absent' };
export const UNKNOWABLE: Value = { is: 'unknowable' };
export const present = (content: Content, source: readonly string[] = []): Present => ({
  is: 'present',
  content,
  source: [...new Set(source)],
});
export const exists = (v: Value): Truth => {
  if (v.is !== 'present') return v.is === 'unknowable' ? 'unknown' : false;
  return isPinned(v.content) ? v.content.everywhere : true;
};
export const time = (kind: Kind, nanoseconds: Numeric): Quantity => ({ kind, low: nanoseconds, high: nanoseconds });

/** The first that is there; else unknowable if one was, else absent. */
export const firstOf = (values: readonly Value[]): Value =>
  values.find((v) => v.is === 'present') ?? values.find((v) => v.is === 'unknowable') ?? ABSENT;

/** What `f` makes of values that are all there; undefined can't be computed. */
export function computed(values: readonly Value[], f: (...contents: Content[]) => Content | undefined): Value {
  const there = values.filter((v) => v.is === 'present');
  if (there.length < values.length) return values.some((v) => v.is === 'unknowable') ? UNKNOWABLE : ABSENT;
  const result = there.some((v) => v.open) ? undefined : f(...there.map((v) => v.content));
  return result === undefined
    ? UNKNOWABLE
    : present(
        result,
        there.flatMap((v) => v.source),
      );
}

export const isList = (x: Content): x is readonly Content[] => Array.isArray(x);
export const isPinned = (x: Content): x is Pinned => typeof x === 'object' && 'everywhere' in x;
export const isRecord = (x: Content): x is ReadonlyMap<string, Content> => x instanceof Map;
/** A list within a list stands for its elements. */
export const elements = (x: Content): readonly Content[] => (isList(x) ? x.flatMap(elements) : [x]);

// ── numbers and times

/** Only text in canonical decimal form is a number too: `1.0`, `01` and `-0` are just text. */
function decimal(text: string): Numeric | undefined {
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/.test(text) || text === '-0') return undefined;
  return text.includes('.') ? Number(text) : BigInt(text);
}

/** What `<` orders and arithmetic takes; NaN and infinities are none. */
export function quantity(x: Content): Quantity | undefined {
  if (typeof x === 'object') return 'low' in x ? x : undefined;
  const number = typeof x === 'string' ? decimal(x) : x;
  const isNumber = typeof number === 'bigint' || Number.isFinite(number);
  return isNumber ? { kind: 'number', low: number as Numeric, high: number as Numeric } : undefined;
}

/** The plain number, where a quantity is one. */
export const contentOf = (q: Quantity): Content => (q.kind === 'number' && q.low === q.high ? q.low : q);

export function arithmetic(operator: string, a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'bigint' && typeof b === 'bigint' && operator !== '/')
    return operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a % b;
  const [x, y] = [Number(a), Number(b)];
  return operator === '+'
    ? x + y
    : operator === '-'
      ? x - y
      : operator === '*'
        ? x * y
        : operator === '/'
          ? x / y
          : x % y;
}

function kindOf(a: Kind, operator: string, b: Kind): Kind | undefined {
  const mix = `${a} ${operator} ${b}`;
  if (/^number . number$|^duration \/ duration$/.test(mix)) return 'number';
  if (/^duration [+-] duration$|^instant - instant$|^duration [*/] number$|^number \* duration$/.test(mix))
    return 'duration';
  return /^instant [+-] duration$|^duration \+ instant$/.test(mix) ? 'instant' : undefined;
}

/** Of what is only known within bounds, the bounds of all results. */
export function calculate(operator: string, left: Value, right: Value): Value {
  let divided = false;
  const value = computed([left, right], (x, y) => {
    const [a, b] = [quantity(x), quantity(y)];
    const kind = a && b && kindOf(a.kind, operator, b.kind);
    if (!a || !b) return undefined;
    if (/[/%]/.test(operator) && b.low <= 0 && b.high >= 0) {
      divided = b.low === b.high;
      return undefined;
    }
    if (!kind || (operator === '%' && (a.low !== a.high || b.low !== b.high))) return undefined;
    const corners = [a.low, a.high].flatMap((m) => [b.low, b.high].map((n) => arithmetic(operator, m, n)));
    const known = corners.map((n) => (Number.isNaN(n) ? 0 : n)); // nothing times without end is nothing
    const whole = known.map((n) => (kind !== 'number' && Number.isFinite(n) ? BigInt(Math.trunc(Number(n))) : n));
    return contentOf({ kind, low: least(whole), high: greatest(whole) });
  });
  return divided ? ABSENT : value;
}

export const least = <T extends Numeric>(all: readonly T[]): T => all.reduce((a, b) => (b < a ? b : a));
export const greatest = <T extends Numeric>(all: readonly T[]): T => all.reduce((a, b) => (b > a ? b : a));

// ── comparisons

type Bounds<T> = { readonly low: T; readonly high: T };

/** Decided only where everything between the bounds agrees. */
function compareBounds<T extends string | Numeric>(operator: string, a: Bounds<T>, b: Bounds<T>): Truth {
  if (operator === '>' || operator === '>=') return compareBounds(operator.replace('>', '<'), b, a);
  if (operator === '<') return a.high < b.low ? true : a.low < b.high ? 'unknown' : false;
  if (operator === '<=') return a.high <= b.low ? true : a.low <= b.high ? 'unknown' : false;
  if (a.high < b.low || b.high < a.low) return false;
  return a.low >= a.high && b.low >= b.high ? true : 'unknown';
}

const BOOLEANS: readonly unknown[] = [true, false, 'true', 'false'];
const TESTS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  contains: (a, b) => a.includes(b),
  starts_with: (a, b) => a.startsWith(b),
  ends_with: (a, b) => a.endsWith(b),
  matches: (a, b) => new RegExp(b).test(a),
};

function compareTwo(operator: string, a: Content, b: Content): Truth {
  const test = TESTS[operator];
  const texts = typeof a === 'string' && typeof b === 'string';
  if (test) return texts ? test(a, b) : 'unknown';
  if (typeof a === 'boolean' || typeof b === 'boolean')
    return operator === '==' && BOOLEANS.includes(a) && BOOLEANS.includes(b) ? String(a) === String(b) : 'unknown';
  const [x, y] = [quantity(a), quantity(b)];
  if (texts && (operator === '==' || !x || !y))
    return compareBounds<string>(operator, { low: a, high: a }, { low: b, high: b });
  return x && y && x.kind === y.kind ? compareBounds(operator, x, y) : 'unknown';
}

/** Any comparison or string test. On lists some pair has to satisfy it, and what can't be compared doesn't. */
export function compare(operator: string, left: Value, right: Value): Truth {
  if (operator === '!=' || operator === 'not in') return not(compare('==', left, right));
  if (left.is !== 'present' || right.is !== 'present') return 'unknown';
  if (operator !== 'matches' && sameSource(left.source, right.source)) return 'unknown';
  const [a, b] = [left.content, right.content];
  const all = ({ values, more, everywhere }: Pinned, test: (value: Value) => Truth): Truth =>
    everywhere && and([...values.map((x) => test(present(x))), more ? 'unknown' : true]);
  if (isPinned(a)) return all(a, (value) => compare(operator, value, right));
  if (isPinned(b)) return all(b, (value) => compare(operator, left, value));
  const how = operator === 'in' || (operator === 'contains' && isList(a)) ? '==' : operator;
  if (!isList(a) && !isList(b)) return compareTwo(how, a, b);
  const some = (truth: Truth, holds = (_x: Content, _y: Content): boolean => true): boolean =>
    elements(a).some((x) => elements(b).some((y) => compareTwo(how, x, y) === truth && holds(x, y)));
  if (some(true)) return true;
  // what may be of several numbers may be one in the list
  const mayBe =
    !TESTS[how] && some('unknown', (x, y) => quantity(x) !== undefined && quantity(x)?.kind === quantity(y)?.kind);
  return mayBe || left.open || right.open ? 'unknown' : false;
}

export const sameSource = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && a.length === b.length && a.every((each) => b.includes(each));

/** A boolean as a condition; "true" and "false" are booleans too. */
export const truthy = (v: Value): Truth => compare('==', v, present(true));

/** False for what equals nothing: NaN, an infinity, a record. */
export const equalsItself = (x: Content): boolean => compare('==', present(x), present(x)) === true;

/** The same for values of which `==` would be true. */
export const keyText = (x: Content): string =>
  typeof x === 'object' && 'low' in x ? `${x.kind} ${x.low}` : typeof x === 'object' ? 'object' : String(x);
