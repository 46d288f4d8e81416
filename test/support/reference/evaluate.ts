import type * as ast from '../../../language/generated/ast';
import { aggregate } from './aggregates';
import {
  callOnText,
  containsAny,
  elementAt,
  glob,
  isCallOf,
  isTextFunction,
  matchesTemplate,
  valuesContain,
} from './functions';
import { intervalsOf } from './intervals';
import { declaredName, find, nanoseconds, numberOf, path, type Search, searchOf, spell, unquote } from './names';
import {
  enumWords,
  member,
  type Place,
  readName,
  type Scope,
  type Signal,
  sameSignal,
  signalOf,
  traceOf,
} from './reading';
import { isSequence, linkedElsewhere, relationHolds, sequenceMatches } from './relations';
import { type Occurrence, sameOccurrence, withEvents } from './spans';
import {
  ABSENT,
  and,
  calculate,
  callFunction,
  compare,
  exists,
  firstOf,
  isFunction,
  isList,
  not,
  or,
  present,
  type Scalar,
  type Truth,
  truthy,
  UNKNOWABLE,
  type Value,
} from './values';

// ── conditions

export function truth(scope: Scope, expr: ast.Expr): Truth {
  const all = (parts: readonly ast.Expr[]): Truth[] => parts.map((part) => truth(scope, part));
  if (expr.$type === 'Parenthesised') return truth(scope, expr.of);
  if (expr.$type === 'And') return and(all(expr.parts));
  if (expr.$type === 'Or') return or(all(expr.parts));
  if (expr.$type === 'Not') return not(truth(scope, expr.of));
  if (expr.$type === 'Comparison') return comparison(scope, expr.operator, expr.left, expr.right);
  if (expr.$type === 'Call') return call(scope, expr);
  if (expr.$type === 'Reference' && isSignalName(scope, expr)) return has(scope, searchOf(expr, true)!);
  return truthy(read(scope, expr));
}

/** At subject level a name alone asks for a signal, unless it begins with a binding. */
export function isSignalName(scope: Scope, expr: ast.Reference): boolean {
  const segments = path(expr.path);
  return scope.subjectLevel && !(segments.length > 1 && scope.bindings.has(segments[0]!.text));
}

function comparison(scope: Scope, operator: string, left: ast.Expr, right: ast.Expr): Truth {
  if (isCallOf(right, 'template') && operator === 'matches') return matchesTemplate(scope, left, right);
  if (isCallOf(right, 'any')) return containsAny(scope, left, right);
  if (isCallOf(left, 'values')) return valuesContain(scope, left, right);
  if (left.$type === 'NullLiteral') return comparison(scope, operator, right, left);
  if (right.$type === 'NullLiteral' && (operator === '==' || operator === '!=')) {
    const there = exists(read(scope, left));
    return operator === '!=' ? there : not(there);
  }
  return compare(operator, side(scope, left, right), side(scope, right, left));
}

/** One side of a comparison: beside an enum a bare word is its member, beside numbers `status` is no enum. */
function side(scope: Scope, expr: ast.Expr, other: ast.Expr): Value {
  const words = other.$type === 'Reference' && !isNumeric(scope, expr) ? enumWords(scope, path(other.path)) : undefined;
  const word = (e: ast.Expr): string | undefined =>
    e.$type === 'Reference' && words?.includes(e.path) ? e.path : undefined;
  if (expr.$type === 'ListLiteral' && words) {
    return list(expr.items.map((item) => (word(item) === undefined ? read(scope, item) : present(word(item)!))));
  }
  const own = word(expr);
  if (own !== undefined) return present(own);
  return expr.$type === 'Reference' ? readName(scope, path(expr.path), isNumeric(scope, other)) : read(scope, expr);
}

/** A number, a list of numbers, or a let or param that is one. */
function isNumeric(scope: Scope, expr: ast.Expr): boolean {
  if (expr.$type === 'Parenthesised' || expr.$type === 'Negation') return isNumeric(scope, expr.of);
  if (expr.$type === 'ListLiteral') return expr.items.length > 0 && expr.items.every((item) => isNumeric(scope, item));
  if (expr.$type !== 'Reference') return expr.$type === 'NumberLiteral';
  const name = declaredName(expr.path);
  const constant = find(scope.names, 'Let', name) ?? find(scope.names, 'Param', name);
  return constant !== undefined && isNumeric({ ...scope, names: constant.names }, constant.declaration.value);
}

const TESTS = ['contains', 'matches', 'starts_with', 'ends_with'];

function call(scope: Scope, expr: ast.Call): Truth {
  const search = searchOf(expr);
  if (search?.method === 'has' || search?.method === 'signal') return has(scope, search);
  const callee = expr.of.$type === 'Reference' ? path(expr.of.path) : [];
  const method = expr.of.$type === 'Member' ? expr.of.name : callee.at(-1)?.text;
  const [argument] = expr.args;
  if (method === 'exists' && callee.length === 1) return exists(read(scope, argument!.value));
  if (callee.length === 1 && method === 'glob') return glob(scope, expr);
  if (isSequence(expr)) return hasAny(scope, sequenceMatches(scope, expr));
  if (!TESTS.includes(method!)) return truthy(read(scope, expr));
  const receiver = expr.of.$type === 'Member' ? read(scope, expr.of.of) : readName(scope, callee.slice(0, -1), false);
  return compare(method!, receiver, read(scope, argument!.value));
}

// ── searches

export interface Matches {
  readonly certain: readonly Occurrence[];
  readonly possible: readonly Occurrence[];
  /** What was searched for may also be where nothing was read. */
  readonly elsewhere: boolean;
}

export function matches(scope: Scope, search: Search): Matches {
  const signal = signalOf(scope.names, spell(search.signal));
  const found = candidates(scope, search, signal)
    .filter(scope.finds)
    .map((occurrence) => ({ occurrence, truth: matchOf(scope, search, signal, occurrence) }));
  const of = (t: Truth): Occurrence[] => found.filter((f) => f.truth === t).map((f) => f.occurrence);
  return { certain: of(true), possible: of('unknown'), elsewhere: linkedElsewhere(scope, search) };
}

function matchOf(scope: Scope, search: Search, signal: Signal, occurrence: Occurrence): Truth {
  const membership = member(scope, signal, occurrence);
  if (membership === false) return false;
  const place = { occurrence, signal };
  const inside = at(scope, place, search.alias);
  return and([
    membership,
    ...search.relations.map((relation) => relationHolds(inside, relation, occurrence)),
    ...search.wheres.map((where) => truth(inside, where)),
  ]);
}

/** What a `where` is read in: bare names are the candidate's. */
export function at(scope: Scope, place: Place, alias: string | undefined): Scope {
  const bindings = alias === undefined ? scope.bindings : new Map(scope.bindings).set(alias, place);
  return { ...scope, here: place, bindings, subjectLevel: false };
}

function candidates(scope: Scope, search: Search, signal: Signal): readonly Occurrence[] {
  const q = search.on === '' || search.on === 'trace' ? undefined : scope.bindings.get(search.on)!;
  if (q === undefined && search.relations.some(({ name }) => name === 'linked_to')) return wholeInput(scope, signal);
  if (q === undefined) return scope.domain!.candidates(signal);
  const { occurrence } = q;
  const self: Occurrence[] =
    occurrence.event === null ? withEvents(occurrence.span) : [{ span: occurrence.span, event: null }];
  const trace = traceOf(scope, occurrence.span);
  const all = [...self, ...trace.descendants(occurrence.span).flatMap(withEvents)];
  return [...all, ...intervalsOf(scope, signal, all)].filter(
    (o) => !(sameOccurrence(o, occurrence) && sameSignal(q.signal, signal)),
  );
}

export function wholeInput(scope: Scope, signal: Signal): Occurrence[] {
  const all = scope.traces.flatMap((t) => t.occurrences);
  return [...all, ...intervalsOf(scope, signal, all)];
}

const has = (scope: Scope, search: Search): Truth => hasAny(scope, matches(scope, search));

function hasAny(scope: Scope, { certain, possible, elsewhere }: Matches): Truth {
  if (certain.length > 0) return true;
  return possible.length > 0 || elsewhere || scope.missing ? 'unknown' : false;
}

// ── values

export function read(scope: Scope, expr: ast.Expr): Value {
  const of = (e: ast.Expr): Value => read(scope, e);
  if (expr.$type === 'Parenthesised') return of(expr.of);
  if (expr.$type === 'StringLiteral') return present(unquote(expr.value));
  if (expr.$type === 'NumberLiteral') return present(numberOf(expr.value));
  if (expr.$type === 'NullLiteral') return ABSENT;
  if (expr.$type === 'DurationLiteral') return present({ kind: 'duration', nanoseconds: nanoseconds(expr.value) });
  if (expr.$type === 'ListLiteral') return list(expr.items.map(of));
  if (expr.$type === 'Reference') return readName(scope, path(expr.path), false);
  if (expr.$type === 'Alternatives') return firstOf(expr.parts.map(of));
  if (expr.$type === 'Arithmetic') return calculate(expr.operator, of(expr.left), of(expr.right));
  if (expr.$type === 'Negation') return calculate('*', present(-1n), of(expr.of));
  if (expr.$type === 'Call') return callValue(scope, expr);
  if (expr.$type === 'Index') return elementAt(scope, expr);
  if (expr.$type === 'BooleanLiteral') return present(expr.value === 'true');
  const isCondition = ['Comparison', 'And', 'Or', 'Not'].includes(expr.$type);
  if (!isCondition) throw new Error(`The reference does not cover ${expr.$type} yet`);
  return condition(truth(scope, expr));
}

const condition = (t: Truth): Value => (t === 'unknown' ? UNKNOWABLE : present(t));

/** What is absent in a list literal equals nothing. */
function list(items: readonly Value[]): Value {
  const there = items.filter((item) => item.is === 'present');
  const source = new Set(there.flatMap((item) => [...item.source]));
  return present(
    there.flatMap((item) => (isList(item.content) ? item.content : [item.content as Scalar])),
    source,
  );
}

function callValue(scope: Scope, expr: ast.Call): Value {
  const search = searchOf(expr);
  if (search !== undefined && search.method !== 'has' && search.method !== 'signal')
    return aggregate(scope, search, expr);
  const name = expr.of.$type === 'Reference' ? expr.of.path : '';
  if (isTextFunction(name)) return callOnText(scope, name, expr);
  if (isFunction(name)) return callFunction(name, read(scope, expr.args[0]!.value));
  return condition(call(scope, expr));
}
