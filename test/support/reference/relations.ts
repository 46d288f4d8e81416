import type * as ast from '../../../language/generated/ast';
import { type Matches, matches, read } from './evaluate';
import { declaredName, find, nanoseconds, type Search, searchOf } from './names';
import { type Scope, traceOf } from './reading';
import { endOf, type Occurrence, type PlainSpan, sameOccurrence, startOf } from './spans';
import { and, not, or, type Time, type Truth } from './values';

const NAMES =
  'child_of parent_of descendant_of ancestor_of sibling_of same_span linked_to before after starts_before starts_after during between within';
export const RELATIONS: readonly string[] = NAMES.split(' ');

/** A relation as written: `child_of(q)`, `between(a, q)`, `within(5s, q)`. */
export interface Relation {
  readonly name: string;
  /** A length of time, in `within`. */
  readonly duration: string | undefined;
  /** The bindings that stand in it. */
  readonly to: readonly string[];
}

/** Whether what was found stands so to what the relation names. */
export function relationHolds(scope: Scope, { name, duration, to }: Relation, o: Occurrence): Truth {
  const [q, other] = to.map((binding) => scope.bindings.get(binding)!.occurrence);
  if (name === 'between') return and([holds(scope, 'after', o, q!), holds(scope, 'before', o, other!)]);
  if (name !== 'within') return holds(scope, name, o, q!);
  return !sameOccurrence(o, q!) && withinOf(scope, o, q!, nanoseconds(duration!));
}

function holds(scope: Scope, name: string, o: Occurrence, q: Occurrence): Truth {
  if (sameOccurrence(o, q)) return false;
  if (name === 'linked_to') return linked(o.span, q.span);
  return STRUCTURE[name]?.(scope, o.span, q.span) ?? TIME[name]!(scope, o, q);
}

// ── structure

type OfSpans = (scope: Scope, o: PlainSpan, q: PlainSpan) => Truth;

const STRUCTURE: Readonly<Record<string, OfSpans>> = {
  same_span: (_, o, q) => o === q,
  child_of: (scope, o, q) => childOf(scope, o, q),
  parent_of: (scope, o, q) => childOf(scope, q, o),
  descendant_of: (scope, o, q) => below(scope, o, q),
  ancestor_of: (scope, o, q) => below(scope, q, o),
  sibling_of: siblings,
};

function childOf(scope: Scope, o: PlainSpan, q: PlainSpan): Truth {
  if (o === q || o.traceId !== q.traceId) return false;
  const parent = traceOf(scope, o).parent(o);
  return parent === 'missing' ? 'unknown' : parent === q;
}

function siblings(scope: Scope, o: PlainSpan, q: PlainSpan): Truth {
  if (o === q || o.traceId !== q.traceId) return false;
  const parents = [o, q].map((span) => traceOf(scope, span).parent(span));
  if (parents.includes('none')) return false;
  return parents.includes('missing') ? 'unknown' : parents[0] === parents[1];
}

function below(scope: Scope, o: PlainSpan, q: PlainSpan): Truth {
  if (o === q || o.traceId !== q.traceId) return false;
  const trace = traceOf(scope, o);
  let way: ReturnType<typeof trace.parent> = trace.parent(o);
  while (way !== 'none' && way !== 'missing' && way !== q) way = trace.parent(way);
  return way === 'missing' ? 'unknown' : way === q;
}

// ── links

const linksTo = (a: PlainSpan, b: PlainSpan): boolean =>
  a.links.some((link) => link.traceId === b.traceId && link.spanId === b.spanId);

function linked(o: PlainSpan, q: PlainSpan): Truth {
  if (linksTo(o, q) || linksTo(q, o)) return true;
  return o.droppedLinks > 0 ? 'unknown' : false;
}

/** A link of q's that leads out of the input, or one that was dropped, may lead to what was searched for. */
export function linkedElsewhere(scope: Scope, search: Search): boolean {
  const spans = scope.traces.flatMap((t) => t.spans);
  const leadsOut = (span: PlainSpan): boolean =>
    span.droppedLinks > 0 ||
    span.links.some((link) => spans.every((s) => s.traceId !== link.traceId || s.spanId !== link.spanId));
  return (
    !scope.assumeComplete &&
    search.relations.some(
      ({ name, to }) => name === 'linked_to' && leadsOut(scope.bindings.get(to[0]!)!.occurrence.span),
    )
  );
}

// ── time

type OfOccurrences = (scope: Scope, o: Occurrence, q: Occurrence) => Truth;
type Instant = ReturnType<typeof endOf>;

const TIME: Readonly<Record<string, OfOccurrences>> = {
  starts_before: (scope, o, q) =>
    areNeighbours(o, q) ? o.event! < q.event! : less(scope, o, q, startOf(o), startOf(q)),
  starts_after: (scope, o, q) => TIME.starts_before!(scope, q, o),
  before: (scope, o, q) =>
    areNeighbours(o, q)
      ? o.event! < q.event!
      : and([atMost(scope, o, q, endOf(o), startOf(q)), less(scope, o, q, startOf(o), startOf(q))]),
  after: (scope, o, q) => TIME.before!(scope, q, o),
  during: (scope, o, q) =>
    areNeighbours(o, q)
      ? false
      : and([
          atMost(scope, q, o, startOf(q), startOf(o)),
          atMost(scope, o, q, endOf(o), endOf(q)),
          not(TIME.after!(scope, o, q)),
        ]),
};

/** Events of one span are in recorded order. */
const areNeighbours = (o: Occurrence, q: Occurrence): boolean =>
  o.span === q.span && o.event !== null && q.event !== null && o.interval === undefined && q.interval === undefined;

const less = (scope: Scope, o: Occurrence, q: Occurrence, a: Instant, b: Instant): Truth =>
  not(atMost(scope, q, o, b, a));

/** a ≤ b, unless clocks may differ by as much. */
function atMost(scope: Scope, o: Occurrence, q: Occurrence, a: Instant, b: Instant): Truth {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === 'open' && b === 'open') return skew(scope, o.span, q.span) > 0n ? 'unknown' : true;
  if (b === 'open') return true;
  if (a === 'open') return false;
  const apart = a > b ? a - b : b - a;
  return apart < skew(scope, o.span, q.span) ? 'unknown' : a <= b;
}

function withinOf(scope: Scope, o: Occurrence, q: Occurrence, most: bigint): Truth {
  const difference = startOf(o) - startOf(q);
  const apart = difference < 0n ? -difference : difference;
  const off = apart > most ? apart - most : most - apart;
  return off < skew(scope, o.span, q.span) ? 'unknown' : apart <= most;
}

/** What two spans' clocks may differ by. */
function skew(scope: Scope, a: PlainSpan, b: PlainSpan): bigint {
  const declared = find(scope.file, 'Param', 'clock_skew');
  if (declared === undefined || a === b || oneHost(a, b)) return 0n;
  if (below(scope, a, b) === true || below(scope, b, a) === true) return 0n;
  const value = read(scope, declared.declaration.value);
  return value.is === 'present' ? (value.content as Time).nanoseconds : 0n;
}

function oneHost(a: PlainSpan, b: PlainSpan): boolean {
  const same = (key: string): boolean => {
    const [x, y] = [a.resource.get(key), b.resource.get(key)];
    return x !== undefined && x === y;
  };
  const instance = same('service.name') && same('service.instance.id');
  return instance || ['host.id', 'host.name', 'k8s.node.name'].some(same);
}

// ── sequence

export const isSequence = (expr: ast.Call): boolean =>
  expr.of.$type === 'Reference' && declaredName(expr.of.path) === 'sequence';

/** What begins one: of the first step those that the second starts after, and so on. */
export function sequenceMatches(scope: Scope, expr: ast.Call): Matches {
  const steps = expr.args.map(({ value }) => matches(scope, searchOf(value, true)!));
  const goesOn = (step: number, o: Occurrence): Truth => {
    const next = steps[step + 1];
    if (next === undefined) return true;
    const follows = (p: Occurrence, membership: Truth): Truth =>
      and([membership, holds(scope, 'starts_after', p, o), goesOn(step + 1, p)]);
    const found = or([
      ...next.certain.map((p) => follows(p, true)),
      ...next.possible.map((p) => follows(p, 'unknown')),
    ]);
    return found === false && scope.missing ? 'unknown' : found;
  };
  const first = steps[0]!;
  const of = (all: readonly Occurrence[], t: Truth): Occurrence[] => all.filter((o) => goesOn(0, o) === t);
  return {
    certain: of(first.certain, true),
    possible: [...of(first.certain, 'unknown'), ...first.possible.filter((o) => goesOn(0, o) !== false)],
    elsewhere: false,
  };
}
