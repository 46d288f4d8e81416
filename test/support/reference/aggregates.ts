import type * as ast from '../../../language/generated/ast';
import { at, type Matches, matches, read } from './evaluate';
import { find, type Search, type Segment, spell } from './names';
import { readName, type Scope, signalOf } from './reading';
import { endOf, type Occurrence, startOf } from './spans';
import { ABSENT, calculate, compare, isList, keyText, present, type Scalar, UNKNOWABLE, type Value } from './values';

const OF_OCCURRENCES = ['count', 'rate', 'concurrent', 'gap', 'share'];
const SCOPES = ['span', 'event', 'parent', 'root', 'resource', 'instrumentation', 'link'];

/** `sum(S.a)`: where S ends and its attribute begins. */
export function split(search: Search, names: Scope['names']): Search {
  const { signal, attribute } = search;
  if (search.method === 'has' || search.method === 'signal' || OF_OCCURRENCES.includes(search.method)) return search;
  if (attribute !== undefined) return search;
  const at = (length: number): Search => ({
    ...search,
    signal: signal.slice(0, length),
    attribute: signal.slice(length),
  });
  const lengths = signal.map((_, i) => i).slice(1);
  const declared = lengths.toReversed().find((n) => find(names, 'Signal', spell(signal.slice(0, n))));
  return at(declared ?? lengths.find((n) => isReadable(signal.slice(n), names)) ?? signal.length - 1);
}

function isReadable(rest: readonly Segment[], names: Scope['names']): boolean {
  const scoped = rest[0]!.text.includes(':') || (rest.length > 1 && SCOPES.includes(rest[0]!.text));
  const kinds = ['Let', 'Param', 'Attribute', 'Inherited'] as const;
  return scoped || kinds.some((kind) => find(names, kind, spell(rest)) !== undefined);
}

export function aggregate(scope: Scope, written: Search, expr: ast.Call): Value {
  const search = split(written, scope.names);
  return aggregateOf(scope, search, expr, matches(scope, search));
}

/** An aggregate of given matches: all of them, or the first few in a group. Where data is missing it has no upper bound. */
export function aggregateOf(within: Scope, search: Search, expr: ast.Call, found: Matches): Value {
  const scope = found.elsewhere ? { ...within, missing: true } : within;
  const both = [...found.certain, ...found.possible];
  const certain = valuesOf(scope, search, expr, found.certain);
  const few = valuesOf(scope, search, expr, found.possible);
  const timed = search.method === 'gap' || search.method === 'concurrent';
  const all = [...certain, ...few];
  const open = scope.missing || few.length > 0 || (timed && found.possible.length > 0);
  const range = (low: number | undefined, high: number | undefined): Value => {
    if (low === undefined || high === undefined) return open ? UNKNOWABLE : ABSENT;
    return present({
      kind: 'range',
      low,
      high: scope.missing && search.method !== 'min' ? Number.POSITIVE_INFINITY : high,
    });
  };
  // of matches without a value nothing is known but that they are skipped; of no matches at all, that it is 0
  const unlessSkipped = (values: readonly unknown[], value: () => Value): Value => {
    if (values.length > 0 || both.length === 0) return value();
    return scope.missing || found.certain.length === 0 ? UNKNOWABLE : ABSENT;
  };
  const ending = found.certain.filter((o) => endOf(o) !== 'unknown');
  const seconds = scope.windowSeconds ?? Number.NaN;
  const sum = total(certain);
  const more = (sign: number): number => total(few.filter((n) => Number(n) * sign > 0));
  const of: Record<string, () => Value> = {
    count: () => range(found.certain.length, both.length),
    rate: () => range(found.certain.length / seconds, both.length / seconds),
    distinct: () => unlessSkipped(all, () => range(distinct(certain), distinct(all))),
    sum: () => unlessSkipped(all, () => range(sum + more(-1), sum + more(1))),
    max: () => range(extreme(Math.max, certain), extreme(Math.max, all)),
    min: () => range(scope.missing ? Number.NEGATIVE_INFINITY : extreme(Math.min, all), extreme(Math.min, certain)),
    concurrent: () => range(mostOpen(ending) ?? (both.length > 0 ? 0 : undefined), mostOpen(both)),
    only: () => (scope.missing ? UNKNOWABLE : onlyOf(certain, all)),
  };
  return of[search.method]?.() ?? (open ? UNKNOWABLE : closed(search.method, certain, found.certain));
}

/** The one value that there is; several are none, and neither is one that may not count. */
function onlyOf(certain: readonly Scalar[], all: readonly Scalar[]): Value {
  if (all.length === 0) return ABSENT;
  return certain.length > 0 && distinct(all) === 1 ? present(certain[0]!) : UNKNOWABLE;
}

/** Aggregates that are known only where everything is. */
function closed(method: string, values: readonly Scalar[], occurrences: readonly Occurrence[]): Value {
  const sorted = values.map(Number).toSorted((a, b) => a - b);
  if (method === 'gap') return longestSilence(occurrences);
  if (values.length === 0) return ABSENT;
  if (method === 'share') {
    const counts = [...Map.groupBy(values, keyText).values()].map((group) => group.length);
    return present(Math.max(...counts) / values.length);
  }
  if (method === 'avg') return present(total(sorted) / sorted.length);
  return present(sorted[Math.ceil((Number(method.slice(1)) / 100) * sorted.length) - 1]!);
}

/** What is there to aggregate; a list gives each element, and what is absent is skipped. */
function valuesOf(scope: Scope, search: Search, expr: ast.Call, occurrences: readonly Occurrence[]): Scalar[] {
  const by = expr.args.map((a) => a.value).find((v) => v.$type === 'Comparison' && v.operator === '=');
  const signal = signalOf(scope.names, spell(search.signal));
  return occurrences.flatMap((occurrence) => {
    const inside = at(scope, { occurrence, signal }, search.alias);
    const value =
      by?.$type === 'Comparison'
        ? read(inside, by.right)
        : search.attribute && readName(inside, search.attribute, true);
    if (value?.is !== 'present') return [];
    const elements = (isList(value.content) ? value.content : [value.content]) as Scalar[];
    const usable = elements.filter((x) => search.method === 'only' || equalsItself(x));
    return NUMERIC.test(search.method) ? numbers(usable) : usable;
  });
}

const NUMERIC = /^(sum|avg|min|max|p\d+)$/;
const total = (all: readonly Scalar[]): number => all.reduce<number>((a, b) => a + Number(b), 0);
const equalsItself = (x: Scalar): boolean => compare('==', present(x), present(x)) === true;
/** What equals nothing, not even itself, differs from everything. */
const distinct = (values: readonly Scalar[]): number =>
  new Set(values.map((x, i) => (equalsItself(x) ? keyText(x) : i))).size;

/** Numbers, also as text; other text is skipped. */
const numbers = (values: readonly Scalar[]): number[] =>
  values.flatMap((value) => {
    const number = calculate('+', present(value), present(0n));
    return number.is === 'present' && typeof number.content !== 'object' ? [Number(number.content)] : [];
  });

const extreme = (of: (...all: number[]) => number, values: readonly Scalar[]): number | undefined =>
  values.length === 0 ? undefined : of(...values.map(Number));

/** The most that are open at one instant; what ends there is not. */
function mostOpen(all: readonly Occurrence[]): number | undefined {
  const isOpen = (o: Occurrence, t: bigint): boolean => {
    const end = endOf(o);
    return startOf(o) <= t && (typeof end !== 'bigint' || t < end);
  };
  const openAt = (t: bigint): number => all.filter((o) => isOpen(o, t)).length;
  return all.length === 0 ? undefined : Math.max(...all.map((o) => openAt(startOf(o))));
}

/** What is open lasts for ever. */
const lastEnd = (o: Occurrence): bigint => {
  const end = endOf(o);
  return typeof end === 'bigint' ? end : 2n ** 63n;
};

function longestSilence(all: readonly Occurrence[]): Value {
  if (all.length === 0) return ABSENT;
  const sorted = all.toSorted((a, b) => Number(startOf(a) - startOf(b)));
  let silence = 0n;
  if (sorted.some((o) => endOf(o) === 'unknown')) return UNKNOWABLE;
  let end = lastEnd(sorted[0]!);
  for (const o of sorted) {
    if (startOf(o) - end > silence) silence = startOf(o) - end;
    if (lastEnd(o) > end) end = lastEnd(o);
  }
  return present({ kind: 'duration', nanoseconds: silence });
}
