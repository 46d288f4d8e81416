import type * as ast from '../../../language/generated/ast';
import { at, type Matches, matches, read } from './evaluate';
import { named, type Search, spell, split } from './names';
import { readName, type Scope, signalOf } from './reading';
import { inOrder, type Occurrence } from './spans';
import {
  ABSENT,
  arithmetic,
  type Content,
  contentOf,
  elements,
  equalsItself,
  greatest,
  keyText,
  least,
  type Numeric,
  present,
  type Quantity,
  quantity,
  time,
  UNKNOWABLE,
  type Value,
} from './values';

export const aggregate = (scope: Scope, search: Search, expr: ast.Call): Value =>
  aggregateOf(scope, split(search, scope.names), expr, matches(scope, search));

/** An aggregate of given matches: all of them, or the first few in a group. Where data is missing it has no upper bound. */
export function aggregateOf(
  scope: Scope,
  search: Search,
  expr: ast.Call,
  { certain, possible, elsewhere }: Matches,
): Value {
  const missing = scope.missing || elsewhere;
  const { method } = search;
  const both = [...certain, ...possible];
  const bounds = (low: number, high: number): Value =>
    present(contentOf({ kind: 'number', low, high: missing ? Infinity : high }));
  if (method === 'count') return bounds(certain.length, both.length);
  if (method === 'rate') return bounds(certain.length / scope.world.seconds, both.length / scope.world.seconds);
  if (method === 'concurrent') {
    if (both.length === 0) return missing ? UNKNOWABLE : ABSENT;
    return bounds(mostOpen(certain.filter((o) => o.end !== 'unknown')), mostOpen(both));
  }
  if (method === 'gap') return missing || possible.length > 0 ? UNKNOWABLE : longestSilence(certain);
  const values = valuesOf(scope, search, expr, certain);
  const more = valuesOf(scope, search, expr, possible);
  const all = [...values, ...more];
  const isSkipped = all.length === 0 && both.length > 0;
  // of no matches at all it is 0; of matches without a value nothing is known but that they are skipped
  if (isSkipped && (method === 'sum' || method === 'distinct'))
    return missing || certain.length === 0 ? UNKNOWABLE : ABSENT;
  if (method === 'distinct') return bounds(distinct(values), distinct(all));
  if (all.length === 0 && method !== 'sum') return missing ? UNKNOWABLE : ABSENT;
  if (method === 'only') return missing || values.length === 0 || distinct(all) > 1 ? UNKNOWABLE : present(values[0]!);
  if (method === 'share') {
    const counts = [...Map.groupBy(all, keyText).values()].map((group) => group.length);
    return missing || more.length > 0 ? UNKNOWABLE : present(Math.max(...counts) / all.length);
  }
  return ofQuantities(method, values as Quantity[], more as Quantity[], missing);
}

/** sum, avg, min, max and percentiles. */
function ofQuantities(method: string, values: readonly Quantity[], more: readonly Quantity[], missing: boolean): Value {
  const kinds = [...new Set([...values, ...more].map((q) => q.kind))];
  const [kind = 'number'] = kinds;
  if (kinds.length > 1 || (kind === 'instant' && method === 'sum')) return UNKNOWABLE;
  const [certain, few] = [values.map((q) => q.low), more.map((q) => q.low)];
  const bounds = (low: Numeric, high: Numeric): Value => present(contentOf({ kind, low, high }));
  const total = (all: readonly Numeric[]): Numeric => all.reduce((a, b) => arithmetic('+', a, b), 0n);
  if (method === 'sum') {
    const high = total([...certain, ...few.filter((n) => n > 0)]);
    return bounds(total([...certain, ...few.filter((n) => n < 0)]), missing ? Infinity : high);
  }
  if (method === 'max' || method === 'min') {
    if (certain.length === 0) return UNKNOWABLE;
    const all = [...certain, ...few];
    if (method === 'max') return bounds(greatest(certain), missing ? Infinity : greatest(all));
    return bounds(missing ? -Infinity : least(all), least(certain));
  }
  if (missing || few.length > 0) return UNKNOWABLE;
  if (method === 'avg') {
    const mean = Number(total(certain)) / certain.length;
    return present(kind === 'number' ? mean : time(kind, BigInt(Math.trunc(mean))));
  }
  const sorted = certain.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const rank = sorted[Math.ceil((Number(method.slice(1)) / 100) * sorted.length) - 1]!;
  return bounds(rank, rank);
}

/** What there is to aggregate; a list gives each element, and what is absent is skipped. */
function valuesOf(scope: Scope, search: Search, expr: ast.Call, occurrences: readonly Occurrence[]): Content[] {
  const signal = signalOf(scope.names, spell(search.signal));
  return occurrences.flatMap((occurrence) => {
    const inside = at(scope, { occurrence, signal }, search.alias);
    const value = search.attribute ? readName(inside, search.attribute, true) : read(inside, named(expr, 'by')!);
    const found = value.is === 'present' ? elements(value.content) : [];
    if (search.method === 'only') return found;
    if (search.method === 'distinct' || search.method === 'share') return found.filter(equalsItself);
    return found.map(quantity).filter((q) => q !== undefined);
  });
}

/** What equals nothing, not even itself, differs from everything. */
const distinct = (values: readonly Content[]): number =>
  new Set(values.map((x, i) => (equalsItself(x) ? keyText(x) : i))).size;

/** The most that are open at one instant; what ends there is not. */
function mostOpen(all: readonly Occurrence[]): number {
  const isOpen = ({ start, end }: Occurrence, t: bigint): boolean => start <= t && (typeof end === 'string' || t < end);
  return Math.max(0, ...all.map(({ start }) => all.filter((o) => isOpen(o, start)).length));
}

/** From an end to the next start; what is open lasts for ever. */
function longestSilence(all: readonly Occurrence[]): Value {
  if (all.length === 0) return ABSENT;
  if (all.some((o) => o.end === 'unknown')) return UNKNOWABLE;
  const silences = all.toSorted(inOrder).map(({ start }, i, sorted) => {
    const before = sorted.slice(0, i);
    if (before.length === 0 || before.some((o) => o.end === 'open')) return 0n;
    return start - greatest(before.map((o) => o.end as bigint));
  });
  return present(time('duration', greatest([0n, ...silences])));
}
