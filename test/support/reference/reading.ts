import type * as ast from '../../../language/generated/ast';
import { read, truth } from './evaluate';
import { declaredName, find, type Names, paramValue, type Segment, spell, unquote } from './names';
import {
  endOf,
  eventOf,
  isEntry,
  nameOf,
  type Occurrence,
  type Plain,
  type PlainSpan,
  startOf,
  type Trace,
} from './spans';
import {
  ABSENT,
  and,
  type Content,
  firstOf,
  or,
  present,
  type Scalar,
  type Truth,
  UNKNOWABLE,
  type Value,
} from './values';

/** A signal by name: a declaration, or just the name of spans and events. */
export interface Signal {
  readonly name: string;
  readonly declared: { readonly declaration: ast.Signal; readonly names: Names } | undefined;
}

/** Something to read names on, and the signal by which it was found. */
export interface Place {
  readonly occurrence: Occurrence;
  readonly signal: Signal | undefined;
}

/** What `has` and aggregates search: a trace, or a group. */
export interface Domain {
  readonly isGroup: boolean;
  readonly members: readonly Occurrence[];
  /** The members that can match a signal. */
  candidates(signal: Signal): readonly Occurrence[];
}

/** All that the meaning of an expression depends on. */
export interface Scope {
  readonly names: Names;
  /** Of the rule file itself. */
  readonly file: Names;
  readonly params: ReadonlyMap<string, string>;
  readonly traces: readonly Trace[];
  /** What bare names are read on; undefined where a condition speaks of a trace or group as a whole. */
  readonly here: Place | undefined;
  /** In when, always and never a name alone is a signal; elsewhere a boolean. */
  readonly subjectLevel: boolean;
  readonly bindings: ReadonlyMap<string, Place>;
  readonly domain: Domain | undefined;
  /** Absence is no evidence here. */
  readonly missing: boolean;
  readonly assumeComplete: boolean;
  /** Of the window, if there is one. */
  readonly windowSeconds: number | undefined;
  /** What `services` lets a trigger find. */
  readonly finds: (o: Occurrence) => boolean;
  readonly keys: ReadonlyMap<string, Value>;
  /** The name being declared: inside its own declaration it is the raw attribute. */
  readonly declaring: string | undefined;
  /** Attributes are read on the resource: the last step of an inherited name. */
  readonly onResource: boolean;
}

export function signalOf(names: Names, name: string): Signal {
  return { name, declared: find(names, 'Signal', name) };
}

export const sameSignal = (a: Signal | undefined, b: Signal | undefined): boolean =>
  a?.name === b?.name && a?.declared?.declaration === b?.declared?.declaration;

export const traceOf = (scope: Scope, span: PlainSpan): Trace => scope.traces.find((t) => t.spans.includes(span))!;

/** The scope in which a declaration of `names` is read on an occurrence. */
export const inside = (scope: Scope, names: Names, here: Place | undefined, declaring?: string): Scope => ({
  ...scope,
  names,
  here,
  declaring,
  subjectLevel: false,
  bindings: new Map(),
  keys: new Map(),
});

// ── signals

/** Certainly (true), possibly (unknown) or not (false) a member. */
export function member(scope: Scope, signal: Signal, occurrence: Occurrence): Truth {
  if (signal.declared === undefined) return occurrence.interval === undefined && nameOf(occurrence) === signal.name;
  const { declaration, names } = signal.declared;
  return or(declaration.terms.map((term) => memberOfTerm(scope, names, term, occurrence)));
}

function memberOfTerm(scope: Scope, names: Names, term: ast.Term, occurrence: Occurrence): Truth {
  const holds = (signal?: Signal): Truth =>
    term.$type === 'IntervalTerm' || term.condition === undefined
      ? true
      : truth(inside(scope, names, { occurrence, signal }), term.condition);
  if (term.$type === 'IntervalTerm') {
    const { interval, ...from } = occurrence;
    return interval?.term === term && member(scope, signalOf(names, declaredName(term.start)), from);
  }
  if (term.$type === 'OccurrenceTerm') {
    const kind = occurrence.event === null ? 'span' : 'event';
    const named = term.label === undefined || unquote(term.label) === nameOf(occurrence);
    return occurrence.interval === undefined && term.kind === kind && named && holds() === true;
  }
  if (term.$type === 'GroupTerm') {
    const all = term.terms.map((t) => memberOfTerm(scope, names, t, occurrence));
    if (or(all) === false) return false;
    return and([or(all), holds(pseudoSignal(names, term.terms))]);
  }
  const of = signalOf(names, declaredName(term.signal));
  const membership = member(scope, of, occurrence);
  return membership === false ? false : and([membership, holds(of)]);
}

/** A joined term in parentheses, seen as a signal without a name. */
function pseudoSignal(names: Names, terms: readonly ast.Term[]): Signal {
  const declaration = { $type: 'Signal', name: '', terms, fields: [] } as unknown as ast.Signal;
  return { name: '', declared: { declaration, names } };
}

/**
 * The field that a signal declares, else that of the one that it narrows or joins; undefined where none does.
 * Inside its own declaration a field's name is what it hides.
 */
function field(scope: Scope, signal: Signal | undefined, name: string, occurrence: Occurrence): Value | undefined {
  if (signal?.declared === undefined) return undefined;
  const { declaration, names } = signal.declared;
  const own = declaration.fields.find((f) => declaredName(f.name) === name);
  const beneath = fieldOfTerms(scope, names, declaration.terms, name, occurrence);
  if (own === undefined) return beneath;
  const others = { ...declaration, fields: declaration.fields.filter((f) => f !== own) };
  const here = { occurrence, signal: { ...signal, declared: { declaration: others as ast.Signal, names } } };
  return firstOf([read(inside(scope, names, here), own.value), beneath ?? ABSENT]);
}

/** Of joined signals the first that the occurrence is certainly in speaks, else the first that it may be in. */
function fieldOfTerms(scope: Scope, names: Names, terms: readonly ast.Term[], name: string, occurrence: Occurrence) {
  const memberships = terms.map((term) => memberOfTerm(scope, names, term, occurrence));
  const at = memberships.includes(true) ? memberships.indexOf(true) : memberships.indexOf('unknown');
  const term = terms[at];
  if (term?.$type === 'GroupTerm') return fieldOfTerms(scope, names, term.terms, name, occurrence);
  if (term?.$type === 'IntervalTerm') {
    const { interval: _, ...from } = occurrence;
    return field(scope, signalOf(names, declaredName(term.start)), name, from);
  }
  if (term?.$type !== 'SignalTerm') return undefined;
  return field(scope, signalOf(names, declaredName(term.signal)), name, occurrence);
}

// ── names

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

/** The words of an enum intrinsic, if that is what a name is. */
export function enumWords(scope: Scope, segments: readonly Segment[]): readonly string[] | undefined {
  const bound = scope.bindings.get(segments[0]!.text);
  const name = spell(bound ? segments.slice(1) : segments);
  if (name === 'span:kind') return KINDS;
  if (name === 'span:status') return STATUSES;
  if (isDeclared(scope, name)) return undefined;
  return name === 'kind' ? KINDS : name === 'status' ? STATUSES : undefined;
}

const isDeclared = (scope: Scope, name: string): boolean =>
  (['Let', 'Param', 'Attribute', 'Inherited'] as const).some((kind) => find(scope.names, kind, name) !== undefined);

/** What a name in an expression stands for. `besideNumbers` is what `status` asks. */
export function readName(scope: Scope, segments: readonly Segment[], besideNumbers: boolean): Value {
  const name = spell(segments);
  const bound = scope.bindings.get(segments[0]!.text);
  if (bound !== undefined && segments.length > 1) return readOn(scope, bound, segments.slice(1), besideNumbers);
  const key = scope.here === undefined ? scope.keys.get(name) : undefined;
  if (key !== undefined) return key;
  const constant = find(scope.names, 'Let', name) ?? find(scope.names, 'Param', name);
  if (constant !== undefined && name !== scope.declaring)
    return readConstant(scope, name, constant.declaration, constant.names);
  if (scope.here === undefined) throw new Error(`Nothing to read ${name} on`);
  return readOn(scope, scope.here, segments, besideNumbers);
}

function readConstant(scope: Scope, name: string, declaration: ast.Let | ast.Param, names: Names): Value {
  const given = scope.params.get(name);
  if (declaration.$type === 'Param' && given !== undefined) return paramValue(declaration.value, given);
  return read(inside(scope, names, undefined), declaration.value);
}

function readOn(scope: Scope, place: Place, segments: readonly Segment[], besideNumbers: boolean): Value {
  const { occurrence, signal } = place;
  const [first, ...rest] = segments;
  const name = spell(segments);
  if (first!.text.includes(':') && !first!.quoted) return intrinsic(scope, name, occurrence);
  if (rest.length > 0 && !first!.quoted) {
    const scoped = readScoped(scope, occurrence, first!.text, rest, besideNumbers);
    if (scoped !== undefined) return scoped;
  }
  const raw = scope.onResource ? attribute('resource', name, occurrence) : own(occurrence, name);
  if (name === scope.declaring) return raw;
  const alias = find(scope.names, 'Attribute', name);
  if (alias !== undefined) {
    return read(inside(scope, alias.names, { occurrence, signal: undefined }, name), alias.declaration.value);
  }
  const inherited = find(scope.names, 'Inherited', name);
  if (inherited !== undefined) return readInherited(scope, inherited.names, inherited.declaration, occurrence);
  const value = field(scope, signal, name, occurrence) ?? ABSENT;
  return firstOf([value, name === 'status' && besideNumbers ? raw : (bareIntrinsic(scope, name, occurrence) ?? raw)]);
}

const BARE = new Map([
  ['kind', 'span:kind'],
  ['status', 'span:status'],
  ['duration', 'span:duration'],
]);

/** What `name kind status duration service` mean alone. */
function bareIntrinsic(scope: Scope, name: string, occurrence: Occurrence): Value | undefined {
  if (name === 'name') return intrinsic(scope, occurrence.event === null ? 'span:name' : 'event:name', occurrence);
  if (name === 'service') return attribute('resource', 'service.name', occurrence);
  const bare = BARE.get(name);
  return bare === undefined ? undefined : intrinsic(scope, bare, occurrence);
}

function readScoped(scope: Scope, o: Occurrence, first: string, rest: readonly Segment[], besideNumbers: boolean) {
  const name = spell(rest);
  if (first === 'span' || first === 'event' || first === 'resource' || first === 'instrumentation') {
    return attribute(first, name, o);
  }
  if (first === 'link') throw new Error('The reference does not cover link attributes yet');
  if (first !== 'parent' && first !== 'root' && first !== 'entry') return undefined;
  const target = { parent: parentOf, root: rootOf, entry: entryOf }[first](traceOf(scope, o.span), o);
  if (target === 'none') return ABSENT;
  if (target === 'missing') return UNKNOWABLE;
  const place = { occurrence: { span: target, event: null }, signal: undefined };
  return readOn({ ...scope, onResource: false }, place, rest, besideNumbers);
}

type Way = PlainSpan | 'none' | 'missing';

const parentOf = (trace: Trace, o: Occurrence): Way => trace.parent(o.span);

const rootOf = (trace: Trace): Way => (trace.roots.length === 1 ? trace.roots[0]! : 'missing');

/** The nearest SERVER or CONSUMER span strictly above, else the topmost span above. */
function entryOf(trace: Trace, o: Occurrence): Way {
  let above: Way = o.event === null ? trace.parent(o.span) : o.span;
  let top: Way = 'none';
  while (above !== 'none' && above !== 'missing') {
    if (isEntry(above)) return above;
    top = above;
    above = trace.parent(above);
  }
  return above === 'missing' ? 'missing' : top;
}

function readInherited(scope: Scope, names: Names, declaration: ast.Inherited, occurrence: Occurrence): Value {
  const at = (o: Occurrence, onResource = false): Value =>
    read(
      { ...inside(scope, names, { occurrence: o, signal: undefined }, declaredName(declaration.name)), onResource },
      declaration.value,
    );
  const trace = traceOf(scope, occurrence.span);
  let way: Way = occurrence.span;
  for (let o = occurrence; ; o = { span: way, event: null }) {
    const value = at(o);
    if (value.is !== 'absent') return value;
    way = trace.parent(o.span);
    if (way === 'missing') return UNKNOWABLE;
    if (way === 'none') break;
  }
  const value = at(occurrence, true);
  if (value.is !== 'absent' || declaration.fallback === undefined) return value;
  const here = { occurrence, signal: undefined };
  return read(inside(scope, names, here, declaredName(declaration.name)), declaration.fallback);
}

// ── attributes and intrinsics

const content = (plain: Plain): Content => plain as Content;
const sourced = (value: Content, ...source: string[]): Value => present(value, new Set([source.join(' ')]));
const identity = (span: PlainSpan): string => `${span.traceId} ${span.spanId}`;

/** An attribute of the occurrence itself: an event's own, then its span's. */
function own(o: Occurrence, name: string): Value {
  const onSpan = attribute('span', name, o);
  return o.event === null ? onSpan : firstOf([attribute('event', name, o), onSpan]);
}

function attribute(scope: string, name: string, o: Occurrence): Value {
  const event = eventOf(o);
  if (scope === 'event' && event === undefined) return ABSENT;
  const holder = {
    span: o.span.attributes,
    event: event?.attributes,
    resource: o.span.resource,
    instrumentation: o.span.scope,
  }[scope];
  const value = holder?.get(name);
  const where = scope === 'event' ? `${identity(o.span)} event ${o.event}` : `${identity(o.span)} ${scope}`;
  if (value !== undefined) return sourced(content(value), where, name);
  const dropped = { span: o.span.droppedAttributes, event: event?.droppedAttributes }[scope] ?? 0;
  return dropped > 0 ? UNKNOWABLE : ABSENT;
}

const duration = (nanoseconds: bigint): Scalar => ({ kind: 'duration', nanoseconds });
const instant = (nanoseconds: bigint): Scalar => ({ kind: 'instant', nanoseconds });
const latest = (times: readonly bigint[]): bigint => times.reduce((a, b) => (a > b ? a : b));
const earliest = (times: readonly bigint[]): bigint => times.reduce((a, b) => (a < b ? a : b));

function intrinsic(scope: Scope, name: string, o: Occurrence): Value {
  const { span } = o;
  const trace = traceOf(scope, span);
  if (name === 'trace:rootName' || name === 'trace:rootService') {
    const root = rootOf(trace);
    if (typeof root === 'string') return UNKNOWABLE;
    const place = { span: root, event: null };
    return name === 'trace:rootName'
      ? intrinsic(scope, 'span:name', place)
      : attribute('resource', 'service.name', place);
  }
  const source = name.startsWith('event:') ? `${identity(span)} event ${o.event}` : identity(span);
  if (name === 'span:parentID' && trace.parent(span) === 'missing') return UNKNOWABLE;
  if (o.interval && typeof endOf(o) !== 'bigint' && /^span:(end|duration)$/.test(name)) return UNKNOWABLE;
  const value = INTRINSICS[name]!(o, trace);
  return value === undefined ? ABSENT : sourced(value, source, name);
}

const ended = (o: Occurrence, of: (end: bigint) => Scalar): Scalar | undefined => {
  const end = endOf(o);
  return typeof end === 'bigint' ? of(end) : undefined;
};

const INTRINSICS: Record<string, (o: Occurrence, trace: Trace) => Scalar | undefined> = {
  'span:name': ({ span }) => span.name,
  'span:kind': ({ span }) => KINDS[span.kind],
  'span:status': ({ span }) => STATUSES[span.status],
  'span:statusMessage': ({ span }) => (span.statusMessage === '' ? undefined : span.statusMessage),
  'span:duration': (o) =>
    o.interval ? ended(o, (end) => duration(end - startOf(o))) : duration(o.span.end - o.span.start),
  'span:start': (o) => instant(o.interval ? startOf(o) : o.span.start),
  'span:end': (o) => (o.interval ? ended(o, instant) : instant(o.span.end)),
  'span:id': ({ span }) => span.spanId,
  'span:parentID': ({ span }, trace) => (trace.parent(span) === 'none' ? undefined : span.parentId),
  'span:childCount': ({ span }, trace) => BigInt(trace.children(span).length),
  'trace:id': ({ span }) => span.traceId,
  'trace:duration': (_, { spans }) => duration(latest(spans.map((s) => s.end)) - earliest(spans.map((s) => s.start))),
  'event:name': (o) => eventOf(o)?.name,
  'event:time': (o) => eventOf(o) && instant(startOf(o)),
  'event:timeSinceStart': (o) => eventOf(o) && duration(startOf(o) - o.span.start),
};
