import type * as ast from '../../../language/generated/ast';
import { type Matches, matches, read } from './evaluate';
import { find, type Relation, type Search, searchOf } from './names';
import type { Scope } from './reading';
import { idOf, type Occurrence, parentOf, type Span, type Way } from './spans';
import { and, not, or, type Quantity, type Truth, type Value } from './values';

/** Whether what was found stands so to what the relation names. */
export function relationHolds(scope: Scope, { name, within, to }: Relation, o: Occurrence): Truth {
  const [q, other] = to.map((binding) => scope.bindings.get(binding)!.occurrence);
  if (name === 'between') return and([holds(scope, 'after', o, q!), holds(scope, 'before', o, other!)]);
  if (o === q || name !== 'within') return holds(scope, name, o, q!);
  const most = nanosecondsOf(read(scope, within!));
  const apart = distance(o.start, q!.start);
  return distance(apart, most) < skew(scope, o.span, q!.span) ? 'unknown' : apart <= most;
}

const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);

function holds(scope: Scope, name: string, o: Occurrence, q: Occurrence): Truth {
  if (o === q) return false;
  return OF_SPANS[name]?.(o.span, q.span) ?? OF_TIMES[name]!(scope, o, q);
}

// ── structure and links

const OF_SPANS: Readonly<Record<string, (o: Span, q: Span) => Truth>> = {
  same_span: (o, q) => o === q,
  child_of: (o, q) => isChild(o, q),
  parent_of: (o, q) => isChild(q, o),
  descendant_of: (o, q) => isBelow(o, q),
  ancestor_of: (o, q) => isBelow(q, o),
  sibling_of: areSiblings,
  linked_to: (o, q) => linksTo(o, q) || linksTo(q, o) || (o.json.droppedLinksCount > 0 ? 'unknown' : false),
};

const areStrangers = (o: Span, q: Span): boolean => o === q || o.trace !== q.trace;
const orUnknown = (way: Way, truth: boolean): Truth => (way === 'missing' ? 'unknown' : truth);

const isChild = (o: Span, q: Span): Truth => !areStrangers(o, q) && orUnknown(parentOf(o), parentOf(o) === q);

function areSiblings(o: Span, q: Span): Truth {
  const [a, b] = [parentOf(o), parentOf(q)];
  if (areStrangers(o, q) || a === 'none' || b === 'none') return false;
  return a === 'missing' || b === 'missing' ? 'unknown' : a === b;
}

function isBelow(o: Span, q: Span): Truth {
  if (areStrangers(o, q)) return false;
  let way = parentOf(o);
  while (typeof way !== 'string' && way !== q) way = parentOf(way);
  return orUnknown(way, way === q);
}

const linksTo = (a: Span, b: Span): boolean =>
  a.links.some(({ json }) => json.traceId === b.json.traceId && json.spanId === b.json.spanId);

/** A link of q's that leads out of the input, or one that was dropped, may lead to what was searched for. */
export function linkedElsewhere({ world, bindings }: Scope, { relations }: Search): boolean {
  const ids = world.traces.flat().map(idOf);
  const leadsOut = ({ links, json }: Span): boolean =>
    json.droppedLinksCount > 0 || links.some((link) => !ids.includes(`${link.json.traceId} ${link.json.spanId}`));
  const linked = relations.filter(({ name }) => name === 'linked_to');
  return !world.assumeComplete && linked.some(({ to }) => leadsOut(bindings.get(to[0]!)!.occurrence.span));
}

// ── time

type OfTimes = (scope: Scope, o: Occurrence, q: Occurrence) => Truth;

const startsBefore: OfTimes = (scope, o, q) =>
  areNeighbours(o, q) ? o.event! < q.event! : not(atMost(scope, q, o, q.start, o.start));
const isBefore: OfTimes = (scope, o, q) =>
  areNeighbours(o, q) ? o.event! < q.event! : and([atMost(scope, o, q, o.end, q.start), startsBefore(scope, o, q)]);
const isDuring: OfTimes = (scope, o, q) =>
  !areNeighbours(o, q) &&
  and([atMost(scope, q, o, q.start, o.start), atMost(scope, o, q, o.end, q.end), not(isBefore(scope, q, o))]);

const OF_TIMES: Readonly<Record<string, OfTimes>> = {
  starts_before: startsBefore,
  starts_after: (scope, o, q) => startsBefore(scope, q, o),
  before: isBefore,
  after: (scope, o, q) => isBefore(scope, q, o),
  during: isDuring,
};

/** Events of one span are in recorded order. */
const areNeighbours = (o: Occurrence, q: Occurrence): boolean =>
  o.span === q.span && o.event !== undefined && q.event !== undefined && !o.from && !q.from;

/** a ≤ b, unless clocks may differ by as much. */
function atMost(scope: Scope, o: Occurrence, q: Occurrence, a: Occurrence['end'], b: Occurrence['end']): Truth {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  const unsure = skew(scope, o.span, q.span);
  if (a === 'open' && b === 'open') return unsure > 0n ? 'unknown' : true;
  if (a === 'open' || b === 'open') return b === 'open';
  return distance(a, b) < unsure ? 'unknown' : a <= b;
}

/** What two spans' clocks may differ by. */
function skew(scope: Scope, a: Span, b: Span): bigint {
  const declared = find(scope.world.file, 'Param', 'clock_skew');
  const isOneClock = a === b || onOneHost(a, b) || isBelow(a, b) === true || isBelow(b, a) === true;
  const value = declared && !isOneClock ? read(scope, declared.declaration.value) : undefined;
  return value ? nanosecondsOf(value) : 0n;
}

const nanosecondsOf = (value: Value): bigint =>
  value.is === 'present' ? ((value.content as Quantity).low as bigint) : 0n;

function onOneHost(a: Span, b: Span): boolean {
  const same = (key: string): boolean => {
    const content = a.resource.get(key);
    // what equals nothing names nothing
    if (content === undefined || (typeof content === 'number' && !Number.isFinite(content))) return false;
    return content === b.resource.get(key);
  };
  const isInstance = same('service.name') && same('service.instance.id');
  return isInstance || ['host.id', 'host.name', 'k8s.node.name'].some(same);
}

// ── sequence

/** What begins one: of the first step those that the second starts after, and so on. */
export function sequenceMatches(scope: Scope, expr: ast.Call): Matches {
  const [first, ...others] = expr.args.map(({ value }) => matches(scope, searchOf(value, scope.names, 'searched')!));
  const goesOn = (o: Occurrence, [next, ...steps]: readonly Matches[]): Truth => {
    if (next === undefined) return true;
    const follows = (p: Occurrence): Truth => and([holds(scope, 'starts_after', p, o), goesOn(p, steps)]);
    const some = or([...next.certain.map(follows), ...next.possible.map((p) => and(['unknown', follows(p)]))]);
    return some === false && scope.missing ? 'unknown' : some;
  };
  const of = (all: readonly Occurrence[], t: Truth): Occurrence[] => all.filter((o) => goesOn(o, others) === t);
  const { certain, possible } = first!;
  return {
    certain: of(certain, true),
    possible: [...of(certain, 'unknown'), ...of(possible, 'unknown'), ...of(possible, true)],
    elsewhere: false,
  };
}
