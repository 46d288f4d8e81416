import type * as ast from '../../../language/generated/ast';
import { aggregate } from './aggregates';
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
import { type Occurrence, withEvents } from './spans';
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
  switch (expr.$type) {
    case 'Parenthesised':
      return truth(scope, expr.of);
    case 'And':
      return and(expr.parts.map((part) => truth(scope, part)));
    case 'Or':
      return or(expr.parts.map((part) => truth(scope, part)));
    case 'Not':
      return not(truth(scope, expr.of));
    case 'BooleanLiteral':
      return expr.value === 'true';
    case 'Comparison':
      return comparison(scope, expr.operator, expr.left, expr.right);
    case 'Call':
      return call(scope, expr);
    case 'Reference':
      return isSignalName(scope, expr) ? has(scope, searchOf(expr, true)!) : truthy(read(scope, expr));
    default:
      return truthy(read(scope, expr));
  }
}

/** At subject level a name alone asks for a signal, unless it begins with a binding. */
export function isSignalName(scope: Scope, expr: ast.Reference): boolean {
  const segments = path(expr.path);
  return scope.subjectLevel && !(segments.length > 1 && scope.bindings.has(segments[0]!.text));
}

function comparison(scope: Scope, operator: string, left: ast.Expr, right: ast.Expr): Truth {
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
  if (!TESTS.includes(method!)) return truthy(read(scope, expr));
  const receiver = expr.of.$type === 'Member' ? read(scope, expr.of.of) : readName(scope, callee.slice(0, -1), false);
  return compare(method!, receiver, read(scope, argument!.value));
}

// ── searches

export interface Matches {
  readonly certain: readonly Occurrence[];
  readonly possible: readonly Occurrence[];
}

export function matches(scope: Scope, search: Search): Matches {
  const signal = signalOf(scope.names, spell(search.signal));
  const found = candidates(scope, search, signal)
    .filter(scope.finds)
    .map((occurrence) => ({ occurrence, truth: matchOf(scope, search, signal, occurrence) }));
  const of = (t: Truth): Occurrence[] => found.filter((f) => f.truth === t).map((f) => f.occurrence);
  return { certain: of(true), possible: of('unknown') };
}

function matchOf(scope: Scope, search: Search, signal: Signal, occurrence: Occurrence): Truth {
  const membership = member(scope, signal, occurrence);
  if (membership === false) return false;
  const place = { occurrence, signal };
  return and([membership, ...search.wheres.map((where) => truth(at(scope, place, search.alias), where))]);
}

/** What a `where` is read in: bare names are the candidate's. */
export function at(scope: Scope, place: Place, alias: string | undefined): Scope {
  const bindings = alias === undefined ? scope.bindings : new Map(scope.bindings).set(alias, place);
  return { ...scope, here: place, bindings, subjectLevel: false };
}

function candidates(scope: Scope, search: Search, signal: Signal): readonly Occurrence[] {
  const q = search.on === '' || search.on === 'trace' ? undefined : scope.bindings.get(search.on)!;
  if (q === undefined) return scope.domain!.candidates(signal);
  const { occurrence } = q;
  const self: Occurrence[] =
    occurrence.event === null ? withEvents(occurrence.span) : [{ span: occurrence.span, event: null }];
  const trace = traceOf(scope, occurrence.span);
  const all = [...self, ...trace.descendants(occurrence.span).flatMap(withEvents)];
  return all.filter(
    (o) =>
      !(o.span === occurrence.span && o.event === null && occurrence.event === null && sameSignal(q.signal, signal)),
  );
}

function has(scope: Scope, search: Search): Truth {
  const { certain, possible } = matches(scope, search);
  if (certain.length > 0) return true;
  return possible.length > 0 || scope.missing ? 'unknown' : false;
}

// ── values

export function read(scope: Scope, expr: ast.Expr): Value {
  switch (expr.$type) {
    case 'Parenthesised':
      return read(scope, expr.of);
    case 'StringLiteral':
      return present(unquote(expr.value));
    case 'NumberLiteral':
      return present(numberOf(expr.value));
    case 'BooleanLiteral':
      return present(expr.value === 'true');
    case 'NullLiteral':
      return ABSENT;
    case 'DurationLiteral':
      return present({ kind: 'duration', nanoseconds: nanoseconds(expr.value) });
    case 'DateLiteral':
      return present({ kind: 'instant', nanoseconds: BigInt(Date.parse(expr.value)) * 1_000_000n });
    case 'ListLiteral':
      return list(expr.items.map((item) => read(scope, item)));
    case 'Reference':
      return readName(scope, path(expr.path), false);
    case 'Alternatives':
      return firstOf(expr.parts.map((part) => read(scope, part)));
    case 'Arithmetic':
      return calculate(expr.operator, read(scope, expr.left), read(scope, expr.right));
    case 'Negation':
      return calculate('*', present(-1n), read(scope, expr.of));
    case 'Call':
      return callValue(scope, expr);
    case 'Comparison':
    case 'And':
    case 'Or':
    case 'Not':
      return condition(truth(scope, expr));
    default:
      throw new Error(`The reference does not cover ${expr.$type} yet`);
  }
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
  if (isFunction(name)) return callFunction(name, read(scope, expr.args[0]!.value));
  return condition(call(scope, expr));
}
