import type * as ast from '../../../language/generated/ast';
import { read, truth } from './evaluate';
import { intervalsOf } from './intervals';
import { constant, type Found, find, type Names, nameOf, numberOf, type Segment, spell, unquote } from './names';
import { childrenOf, idOf, isEntry, type Occurrence, parentOf, rootsOf, type Span, type Way } from './spans';
import {
  ABSENT,
  and,
  type Content,
  elements,
  firstOf,
  greatest,
  isList,
  isRecord,
  least,
  or,
  present,
  type Truth,
  time,
  UNKNOWABLE,
  type Value,
} from './values';

/** A signal by name: a declaration, or just the name of spans and events. */
export interface Signal {
  readonly name: string;
  readonly declared: Found<'Signal'> | undefined;
}

/** Something to read names on, and the signal by which it was found. */
export interface Place {
  readonly occurrence: Occurrence;
  readonly signal?: Signal;
}

/** What is the same for all of one judgement. */
export interface World {
  readonly traces: readonly (readonly Span[])[];
  readonly all: readonly Occurrence[];
  /** The rule file. */
  readonly file: Names;
  readonly params: ReadonlyMap<string, string>;
  /** What `load` reads. */
  readonly data: (path: string) => Content;
  readonly assumeComplete: boolean;
  /** Of the window, if there is one. */
  readonly seconds: number;
  /** In the seeds' window form, the letters that stand for whatever the key is. */
  readonly letters: readonly string[];
  readonly intervals: Map<object, Occurrence[]>;
}

/** All that the meaning of an expression depends on. */
export interface Scope {
  readonly world: World;
  readonly names: Names;
  /** What bare names are read on; in conditions on a trace that is its root. */
  readonly here?: Place | undefined;
  /** The record at hand in `list.where(…)`. */
  readonly record?: Content;
  /** In when, always and never a name alone is a signal; elsewhere a boolean. */
  readonly subjectLevel: boolean;
  readonly bindings: ReadonlyMap<string, Place>;
  readonly keys: ReadonlyMap<string, Value>;
  /** What `has` and aggregates search for a signal. */
  readonly candidates: (signal: Signal) => readonly Occurrence[];
  readonly isGroup: boolean;
  /** What `services` lets a trigger find. */
  readonly finds: (o: Occurrence) => boolean;
  /** Absence is no evidence here. */
  readonly missing: boolean;
  /** The name being declared: inside its own declaration it is the raw attribute. */
  readonly declaring?: string | undefined;
  /** Attributes are read on the resource: the last step of an inherited name. */
  readonly onResource?: boolean;
}

export const signalOf = (names: Names, name: string): Signal => ({ name, declared: find(names, 'Signal', name) });
export const sameSignal = (a: Signal | undefined, b: Signal | undefined): boolean =>
  a?.name === b?.name && a?.declared?.declaration === b?.declared?.declaration;

/** Of these occurrences those that can match a signal, with the intervals that begin with one of them. */
export const among = (world: World, signal: Signal, all: readonly Occurrence[]): Occurrence[] => [
  ...all,
  ...intervalsOf(world, signal).filter(({ from }) => all.includes(from!)),
];

/** The scope in which a declaration of `names` is read. */
export const declarationScope = (world: World, names: Names, here?: Place, declaring?: string): Scope => ({
  ...{ world, names, here, declaring, subjectLevel: false, isGroup: false, missing: false },
  ...{ bindings: new Map(), keys: new Map(), candidates: () => [], finds: () => true },
});

// ── signals

/** Certainly (true), possibly (unknown) or not (false) a member. */
export function member(world: World, signal: Signal, occurrence: Occurrence): Truth {
  if (signal.declared === undefined) return occurrence.from === undefined && occurrence.name === signal.name;
  const { declaration, names } = signal.declared;
  return or(declaration.terms.map((term) => memberOfTerm(world, names, term, occurrence)));
}

function memberOfTerm(world: World, names: Names, term: ast.Term, occurrence: Occurrence): Truth {
  const holds = (signal?: Signal): Truth =>
    term.$type === 'IntervalTerm' || term.condition === undefined
      ? true
      : truth(declarationScope(world, names, { occurrence, ...(signal && { signal }) }), term.condition);
  if (term.$type === 'IntervalTerm')
    return occurrence.term === term && member(world, signalOf(names, nameOf(term.start)), occurrence.from!);
  if (term.$type === 'OccurrenceTerm') {
    const isKind = occurrence.from === undefined && (term.kind === 'event') === (occurrence.event !== undefined);
    const isNamed = term.label === undefined || unquote(term.label) === occurrence.name;
    return isKind && isNamed && holds() === true;
  }
  const of = term.$type === 'GroupTerm' ? joined(names, term.terms) : signalOf(names, nameOf(term.signal));
  const membership = member(world, of, occurrence);
  return membership === false ? false : and([membership, holds(of)]);
}

/** What may have been found by any of these signals. */
export const anyOf = (names: Names, signals: readonly Signal[]): Signal =>
  joined(
    names,
    signals.map(({ name }) => ({ $type: 'SignalTerm', signal: name }) as ast.SignalTerm),
  );

/** Joined terms in parentheses, seen as a signal without a name. */
function joined(names: Names, terms: readonly ast.Term[]): Signal {
  const declaration = { $type: 'Signal', name: '', terms, fields: [] } as unknown as ast.Signal;
  return { name: '', declared: { declaration, names } };
}

/**
 * The field that a signal declares, else that of the one that it narrows or joins; undefined where none does.
 * Inside its own declaration a field's name is what it hides.
 */
function field(world: World, signal: Signal | undefined, name: string, occurrence: Occurrence): Value | undefined {
  if (signal?.declared === undefined) return undefined;
  const { declaration, names } = signal.declared;
  const own = declaration.fields.find((f) => nameOf(f.name) === name);
  const beneath = fieldOfTerms(world, names, declaration.terms, name, occurrence);
  if (own === undefined) return beneath;
  const others = { ...declaration, fields: declaration.fields.filter((f) => f !== own) } as ast.Signal;
  const here = { occurrence, signal: { ...signal, declared: { declaration: others, names } } };
  return firstOf([read(declarationScope(world, names, here), own.value), beneath ?? ABSENT]);
}

/** Of joined signals the first that the occurrence is certainly in speaks, else the first that it may be in. */
function fieldOfTerms(
  world: World,
  names: Names,
  terms: readonly ast.Term[],
  name: string,
  o: Occurrence,
): Value | undefined {
  const memberships = terms.map((term) => memberOfTerm(world, names, term, o));
  const term = terms[memberships.indexOf(memberships.includes(true) ? true : 'unknown')];
  if (term?.$type === 'GroupTerm') return fieldOfTerms(world, names, term.terms, name, o);
  if (term?.$type === 'IntervalTerm') return field(world, signalOf(names, nameOf(term.start)), name, o.from!);
  return term?.$type === 'SignalTerm' ? field(world, signalOf(names, nameOf(term.signal)), name, o) : undefined;
}

// ── names

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

/** The words of an enum intrinsic, if that is what a name is. */
export function enumWords(scope: Scope, segments: readonly Segment[]): readonly string[] | undefined {
  const name = spell(scope.bindings.has(segments[0]!.text) ? segments.slice(1) : segments);
  const isDeclared =
    constant(scope.names, name) ?? find(scope.names, 'Attribute', name) ?? find(scope.names, 'Inherited', name);
  if (name === 'span:kind' || (name === 'kind' && !isDeclared)) return KINDS;
  return name === 'span:status' || (name === 'status' && !isDeclared) ? STATUSES : undefined;
}

const SCOPES = ['span', 'event', 'link', 'resource', 'instrumentation', 'parent', 'root', 'entry'];
const isScoped = ([first, ...rest]: readonly Segment[]): boolean =>
  rest.length > 0 && !first!.quoted && SCOPES.includes(first!.text);

/** What a name in an expression stands for. `besideNumbers` is what `status` asks. */
export function readName(scope: Scope, segments: readonly Segment[], besideNumbers = false): Value {
  const bound = scope.bindings.get(segments[0]!.text);
  if (bound && segments.length > 1) return readOn(scope, bound, segments.slice(1), besideNumbers);
  const name = spell(segments);
  const prefix = segments
    .map((_, i) => i + 1)
    .toReversed()
    .find((n) => constant(scope.names, spell(segments.slice(0, n))));
  const isExact = prefix === segments.length;
  const key = scope.here ? undefined : scope.keys.get(name);
  if (!isScoped(segments) && name !== scope.declaring) {
    if (prefix && (isExact || !key))
      return readConstant(scope, spell(segments.slice(0, prefix)), segments.slice(prefix));
    if (scope.record !== undefined && !key) return parts(present(scope.record), segments);
  }
  return key ?? readOn(scope, scope.here!, segments, besideNumbers);
}

function readConstant({ world, names }: Scope, name: string, rest: readonly Segment[]): Value {
  const { declaration, names: there } = constant(names, name)!;
  const given = declaration.$type === 'Param' ? world.params.get(name) : undefined;
  if (given === undefined) return parts(read(declarationScope(world, there), declaration.value), rest);
  if (declaration.value.$type === 'NumberLiteral') return present(numberOf(given));
  return present(declaration.value.$type === 'BooleanLiteral' ? given === 'true' : given);
}

/** Parts of records by name; of a list those of its elements. */
export const parts = (value: Value, segments: readonly Segment[]): Value =>
  segments.reduce((of, { text }) => part(of, text), value);

function part(value: Value, name: string): Value {
  if (value.is !== 'present') return value;
  if (value.open) return UNKNOWABLE;
  const of = (x: Content): Content | undefined => (isRecord(x) ? x.get(name) : undefined);
  const { content } = value;
  const found = isList(content) ? elements(content).flatMap((x) => elements(of(x) ?? [])) : of(content);
  return found === undefined ? ABSENT : present(found, value.source);
}

const BARE = ['kind', 'status', 'duration'];

function readOn(scope: Scope, place: Place, segments: readonly Segment[], besideNumbers: boolean): Value {
  const { occurrence, signal } = place;
  const { world, names } = scope;
  const [first, ...rest] = segments;
  const name = spell(segments);
  if (rest.length === 0 && first!.text.includes(':') && !first!.quoted) return intrinsic(name, occurrence);
  if (isScoped(segments)) return readScoped(scope, occurrence, first!.text, rest, besideNumbers);
  const raw = scope.onResource ? attribute('resource', name, occurrence) : own(occurrence, name);
  if (name === scope.declaring) return raw;
  const alias = find(names, 'Attribute', name);
  if (alias)
    return read(
      { ...declarationScope(world, alias.names, place, name), onResource: scope.onResource === true },
      alias.declaration.value,
      besideNumbers,
    );
  const inherited = find(names, 'Inherited', name);
  if (inherited) return readInherited(scope, inherited, occurrence);
  if (scope.onResource) return raw;
  const asAttribute = !BARE.includes(name) && name !== 'name' && name !== 'service';
  const otherwise = asAttribute || (name === 'status' && besideNumbers) ? raw : bareIntrinsic(name, occurrence);
  return firstOf([field(world, signal, name, occurrence) ?? ABSENT, otherwise]);
}

/** What `name kind status duration service` mean alone. */
const bareIntrinsic = (name: string, o: Occurrence): Value =>
  name === 'service'
    ? attribute('resource', 'service.name', o)
    : intrinsic(name === 'name' && o.event !== undefined ? 'event:name' : `span:${name}`, o);

function readScoped(
  scope: Scope,
  o: Occurrence,
  first: string,
  rest: readonly Segment[],
  besideNumbers: boolean,
): Value {
  const to = { parent: () => parentOf(o.span), root: () => rootOf(o.span), entry: () => entryOf(o) }[first];
  if (to === undefined)
    return rest[0]!.text.includes(':') && !rest[0]!.quoted
      ? intrinsic(spell(rest), o)
      : attribute(first, spell(rest), o);
  const way = to();
  if (typeof way === 'string') return way === 'none' ? ABSENT : UNKNOWABLE;
  return readOn({ ...scope, onResource: false }, { occurrence: way }, rest, besideNumbers);
}

const rootOf = ({ trace }: Span): Way => (rootsOf(trace).length === 1 ? rootsOf(trace)[0]! : 'missing');

/** The nearest SERVER or CONSUMER span strictly above, else the topmost span above. */
function entryOf(o: Occurrence): Way {
  let top: Way = 'none';
  for (let way = o.event === undefined ? parentOf(o.span) : o.span; way !== 'none'; way = parentOf(way)) {
    if (way === 'missing' || isEntry(way)) return way;
    top = way;
  }
  return top;
}

function readInherited(scope: Scope, { declaration, names }: Found<'Inherited'>, occurrence: Occurrence): Value {
  const at = (o: Occurrence, expr: ast.Expr, onResource = false): Value =>
    read({ ...declarationScope(scope.world, names, { occurrence: o }, nameOf(declaration.name)), onResource }, expr);
  if (scope.onResource) return at(occurrence, declaration.value, true);
  for (let way: Occurrence | 'none' | 'missing' = occurrence; way !== 'none'; way = parentOf(way.span)) {
    const value = way === 'missing' ? UNKNOWABLE : at(way, declaration.value);
    if (value.is !== 'absent' || way === 'missing') return value;
  }
  const value = at(occurrence, declaration.value, true);
  return value.is === 'absent' && declaration.fallback ? at(occurrence, declaration.fallback) : value;
}

// ── attributes and intrinsics

/** An attribute of the occurrence itself: an event's own, then its span's. */
const own = (o: Occurrence, name: string): Value =>
  firstOf([o.event === undefined ? ABSENT : attribute('event', name, o), attribute('span', name, o)]);

function attribute(scope: string, name: string, o: Occurrence): Value {
  if (scope === 'link') return ofLinks(o.span, name, ({ attributes }) => attributes.get(name));
  if (scope === 'event' && o.event === undefined) return ABSENT;
  const held = { span: o.span, event: o.span.events[o.event ?? -1] }[scope];
  const value = (held?.attributes ?? (scope === 'resource' ? o.span.resource : o.span.scope)).get(name);
  if (value === undefined) return held && held.dropped > 0 ? UNKNOWABLE : ABSENT;
  return present(value, [`${idOf(o.span)} ${scope} ${scope === 'event' ? o.event : ''} ${name}`]);
}

/** One value, or a list if several links have it. */
function ofLinks(span: Span, name: string, get: (link: Span['links'][number]) => Content | undefined): Value {
  const found = span.links.map(get).filter((x) => x !== undefined);
  if (found.length === 0) return span.json.droppedLinksCount > 0 ? UNKNOWABLE : ABSENT;
  return present(found.length === 1 ? found[0]! : found, [`${idOf(span)} link ${name}`]);
}

function intrinsic(name: string, o: Occurrence): Value {
  const { span } = o;
  const ended = (of: (end: bigint) => Content): Content | undefined =>
    typeof o.end === 'bigint' ? of(o.from ? o.end : span.end) : undefined;
  const start = o.from ? o.start : span.start;
  const way = parentOf(span);
  const isEvent = o.event !== undefined;
  const spans = span.trace;
  const of: Record<string, () => Content | Value | undefined> = {
    'span:name': () => span.name,
    'span:kind': () => KINDS[span.json.kind],
    'span:status': () => STATUSES[span.json.status.code],
    'span:statusMessage': () => span.json.status.message || undefined,
    'span:duration': () => ended((end) => time('duration', end - start)) ?? UNKNOWABLE,
    'span:start': () => time('instant', start),
    'span:end': () => ended((end) => time('instant', end)) ?? UNKNOWABLE,
    'span:id': () => span.json.spanId,
    'span:parentID': () => (way === 'missing' ? UNKNOWABLE : way === 'none' ? undefined : way.json.spanId),
    'span:childCount': () => childrenOf(span).length,
    'trace:id': () => span.json.traceId,
    'trace:duration': () => time('duration', greatest(spans.map((s) => s.end)) - least(spans.map((s) => s.start))),
    'event:name': () => (isEvent ? o.name : undefined),
    'event:time': () => (isEvent ? time('instant', o.start) : undefined),
    'event:timeSinceStart': () => (isEvent ? time('duration', o.start - span.start) : undefined),
    'link:spanID': () => ofLinks(span, name, (link) => link.json.spanId),
    'link:traceID': () => ofLinks(span, name, (link) => link.json.traceId),
  };
  if (name === 'trace:rootName' || name === 'trace:rootService') {
    const root = rootOf(span);
    if (typeof root === 'string') return UNKNOWABLE;
    return name === 'trace:rootName' ? intrinsic('span:name', root) : attribute('resource', 'service.name', root);
  }
  const value = of[name]!();
  if (value === undefined) return ABSENT;
  return isValue(value) ? value : present(value, [`${idOf(span)} ${name.startsWith('event:') ? o.event : ''} ${name}`]);
}

const isValue = (x: Content | Value): x is Value => typeof x === 'object' && 'is' in x;
