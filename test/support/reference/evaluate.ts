import type * as ast from '../../../language/generated/ast';
import { aggregate } from './aggregates';
import { FUNCTIONS, glob, jsonOf, literally, looksLike, nanoseconds, someText } from './functions';
import {
  callee,
  constant,
  isHas,
  named,
  nameOf,
  numberOf,
  path,
  type Search,
  searchOf,
  spell,
  split,
  unquote,
} from './names';
import {
  among,
  enumWords,
  member,
  type Place,
  parts,
  readName,
  type Scope,
  type Signal,
  sameSignal,
  signalOf,
} from './reading';
import { linkedElsewhere, relationHolds, sequenceMatches } from './relations';
import { below, idOf, type Occurrence, withEvents } from './spans';
import { readSqlPart, sqlPartOf } from './sql';
import {
  ABSENT,
  and,
  type Content,
  calculate,
  compare,
  computed,
  elements,
  exists,
  firstOf,
  isList,
  isRecord,
  not,
  or,
  present,
  quantity,
  sameSource,
  type Truth,
  time,
  truthy,
  UNKNOWABLE,
  type Value,
} from './values';

// ── conditions

export function truth(scope: Scope, expr: ast.Expr): Truth {
  const all = (conditions: readonly ast.Expr[]): Truth[] => conditions.map((c) => truth(scope, c));
  if (expr.$type === 'Parenthesised') return truth(scope, expr.of);
  if (expr.$type === 'And') return and(all(expr.parts));
  if (expr.$type === 'Or') return or(all(expr.parts));
  if (expr.$type === 'Not') return not(truth(scope, expr.of));
  if (expr.$type === 'Comparison') return comparison(scope, expr.operator, expr.left, expr.right);
  const search = has(scope, expr);
  if (search) return found(scope, matches(scope, search));
  return (expr.$type === 'Call' ? test(scope, expr) : undefined) ?? truthy(read(scope, expr));
}

/** The signal that a condition asks for. At subject level a name alone does, unless it begins with a binding. */
export function has(scope: Scope, expr: ast.Expr): Search | undefined {
  const isBound = expr.$type === 'Reference' && scope.bindings.has(path(expr.path)[0]!.text);
  const search = searchOf(expr, scope.names, scope.subjectLevel && !isBound ? 'condition' : undefined);
  return isHas(search) ? search : undefined;
}

function found(scope: Scope, { certain, possible, elsewhere }: Matches): Truth {
  if (certain.length > 0) return true;
  return possible.length > 0 || elsewhere || scope.missing ? 'unknown' : false;
}

function comparison(scope: Scope, operator: string, left: ast.Expr, right: ast.Expr): Truth {
  const isNull = (e: ast.Expr): boolean => e.$type === 'NullLiteral' && /[!=]=/.test(operator);
  if (isNull(left) || isNull(right)) {
    const there = exists(read(scope, isNull(left) ? right : left));
    return operator === '!=' ? there : not(there);
  }
  const isFree = (e: ast.Expr): boolean => e.$type === 'Reference' && scope.world.letters.includes(e.path);
  if (isFree(left) || isFree(right)) return true;
  const call = right.$type === 'Call' ? callee(right) : undefined;
  const asked = call && !call.receiver && `${operator} ${call.method}`;
  if (asked === 'matches template') return isLike(scope, left, right as ast.Call);
  if (asked === 'contains any') return containsAny(scope, left, right as ast.Call);
  const allowsNone =
    /in$/.test(operator) && right.$type === 'ListLiteral' && right.items.some((e) => e.$type === 'NullLiteral');
  if (allowsNone && read(scope, left).is === 'absent') return operator === 'in';
  return compare(operator, side(scope, left, right), side(scope, right, left));
}

/** One side of a comparison: beside an enum a bare word is its member, beside numbers `status` is no enum. */
function side(scope: Scope, expr: ast.Expr, other: ast.Expr): Value {
  const words = other.$type === 'Reference' && !isNumeric(scope, expr) ? enumWords(scope, path(other.path)) : undefined;
  const word = (e: ast.Expr): Value | undefined =>
    e.$type === 'Reference' && words?.includes(e.path) ? present(e.path) : undefined;
  if (expr.$type === 'ListLiteral') return list(expr.items.map((item) => word(item) ?? read(scope, item)));
  return word(expr) ?? read(scope, expr, isNumeric(scope, other));
}

/** A number, a list of numbers, or a let or param that is one. */
function isNumeric(scope: Scope, expr: ast.Expr): boolean {
  if (expr.$type === 'Parenthesised') return isNumeric(scope, expr.of);
  if (expr.$type === 'ListLiteral') return expr.items.length > 0 && expr.items.every((item) => isNumeric(scope, item));
  if (expr.$type !== 'Reference') return ['NumberLiteral', 'Negation', 'Arithmetic'].includes(expr.$type);
  const declared = constant(scope.names, nameOf(expr.path));
  return declared !== undefined && isNumeric({ ...scope, names: declared.names }, declared.declaration.value);
}

/** A call that is true or false by itself; undefined for any other. */
function test(scope: Scope, expr: ast.Call): Truth | undefined {
  const { receiver, method } = callee(expr);
  const [first, second] = expr.args.map((a) => a.value);
  if (receiver) {
    const isTest = ['contains', 'matches', 'starts_with', 'ends_with', 'in'].includes(method);
    return isTest ? comparison(scope, method, receiver, first!) : undefined;
  }
  if (method === 'exists') return exists(read(scope, first!));
  if (method === 'glob') return glob(read(scope, first!), read(scope, second!));
  if (method === 'looks_like') return looksLike(read(scope, first!), (second as ast.Reference).path);
  return method === 'sequence' ? found(scope, sequenceMatches(scope, expr)) : undefined;
}

/** `x contains any(list, except = v)` */
function containsAny(scope: Scope, left: ast.Expr, any: ast.Call): Truth {
  const [value, texts] = [read(scope, left), read(scope, any.args[0]!.value)];
  const except = named(any, 'except');
  if (value.is !== 'present' || texts.is !== 'present') return 'unknown';
  const each = elements(texts.content).map((x) => {
    // beside a list, what can't be compared doesn't match
    const contained = compare('contains', { ...value, open: false }, present(x)) === true;
    return and([contained, except ? not(compare('==', present(x), read(scope, except))) : true]);
  });
  const some = or(each);
  return some === false && (value.open || texts.open) ? 'unknown' : some;
}

// ── templates: `template("a:{hole}", hole = y)`

interface Hole {
  readonly name: string;
  readonly value: Value | undefined;
}

function holes(scope: Scope, expr: ast.Call): (string | Hole)[] {
  const text = unquote((expr.args[0]!.value as ast.StringLiteral).value);
  return (text.match(/\{\w+\}|[^{}]+/g) ?? []).map((piece) => {
    if (!piece.startsWith('{')) return piece;
    const given = named(expr, piece.slice(1, -1));
    return { name: piece, value: given && read(scope, given) };
  });
}

/** `x matches template(…)` */
function isLike(scope: Scope, left: ast.Expr, template: ast.Call): Truth {
  const value = read(scope, left);
  const pieces = holes(scope, template);
  const given = pieces.flatMap((p) => (typeof p === 'object' && p.value ? [p.value] : []));
  const there = given.filter((v) => v.is === 'present');
  if (value.is !== 'present' || there.length < given.length) return 'unknown';
  // a text that is looked for in what it was made of proves nothing
  if (sameSource(value.source, [...new Set(there.flatMap((v) => v.source))])) return 'unknown';
  const fillings = pieces.reduce<(string | Hole)[][]>(
    (all, p) => {
      const texts = typeof p === 'object' && p.value?.is === 'present' ? elements(p.value.content).map(String) : [p];
      return texts.flatMap((text) => all.map((before) => [...before, text]));
    },
    [[]],
  );
  return someText(value, (text) => fillings.some((filling) => patternOf(filling).test(text)));
}

/** A hole is one character or more, none of them the character behind it. */
function patternOf(pieces: readonly (string | Hole)[]): RegExp {
  const parts = pieces.map((p, i) => {
    if (typeof p === 'string') return literally(p);
    const behind = pieces.slice(i).find((next) => typeof next === 'string' && next !== '') as string | undefined;
    return behind === undefined ? '.+' : `[^${literally([...behind][0]!)}]+`;
  });
  return new RegExp(`^${parts.join('')}$`, 'su');
}

/** The text of a template whose holes are all given. */
function textOf(scope: Scope, template: ast.Call): Value {
  const pieces = holes(scope, template).map((p) => (typeof p === 'string' ? present(p) : p.value!));
  return computed(pieces, (...texts) => (texts.some((x) => typeof x === 'object') ? undefined : texts.join('')));
}

// ── searches

export interface Matches {
  readonly certain: readonly Occurrence[];
  readonly possible: readonly Occurrence[];
  /** What was searched for may also be where nothing was read. */
  readonly elsewhere: boolean;
}

export function matches(scope: Scope, written: Search): Matches {
  const search = split(written, scope.names);
  const signal = signalOf(scope.names, spell(search.signal));
  const all = candidates(scope, search, signal).filter(scope.finds);
  const of = (t: Truth): Occurrence[] => all.filter((o) => matchOf(scope, search, signal, o) === t);
  return { certain: of(true), possible: of('unknown'), elsewhere: linkedElsewhere(scope, search) };
}

function matchOf(scope: Scope, search: Search, signal: Signal, occurrence: Occurrence): Truth {
  const membership = member(scope.world, signal, occurrence);
  if (membership === false) return false;
  const inside = at(scope, { occurrence, signal }, search.alias);
  const related = search.relations.map((relation) => relationHolds(inside, relation, occurrence));
  return and([membership, ...related, ...search.wheres.map((where) => truth(inside, where))]);
}

/** What a `where` is read in: bare names are the candidate's. */
export function at(scope: Scope, place: Place, alias: string | undefined): Scope {
  const bindings = alias === undefined ? scope.bindings : new Map(scope.bindings).set(alias, place);
  return { ...scope, here: place, bindings, subjectLevel: false };
}

function candidates(scope: Scope, search: Search, signal: Signal): readonly Occurrence[] {
  const q = scope.bindings.get(search.on);
  if (q) {
    const { span, event } = q.occurrence;
    const own = [...(event === undefined ? withEvents(span) : [span]), ...below(span).flatMap(withEvents)];
    return among(scope.world, signal, own).filter((o) => !(o === q.occurrence && sameSignal(q.signal, signal)));
  }
  const isLinked = search.relations.some(({ name }) => name === 'linked_to');
  return isLinked ? among(scope.world, signal, scope.world.all) : scope.candidates(signal);
}

// ── values

export function read(scope: Scope, expr: ast.Expr, besideNumbers = false): Value {
  const of = (e: ast.Expr): Value => read(scope, e, besideNumbers);
  const asked = sqlPartOf(expr);
  if (asked) return readSqlPart(scope, asked);
  switch (expr.$type) {
    case 'Parenthesised':
      return of(expr.of);
    case 'StringLiteral':
      return present(unquote(expr.value));
    case 'NumberLiteral':
      return present(numberOf(expr.value));
    case 'BooleanLiteral':
      return present(expr.value === 'true');
    case 'NullLiteral':
      return ABSENT;
    case 'DurationLiteral':
      return present(time('duration', nanoseconds(expr.value)));
    case 'DateLiteral':
      return computed([present(expr.value)], (x) => FUNCTIONS.time!(x, ''));
    case 'SizeLiteral':
      return present(bytes(expr.value));
    case 'ListLiteral':
      return list(expr.items.map(of));
    case 'Reference':
      return readName(scope, path(expr.path), besideNumbers);
    case 'Alternatives':
      return firstOf(expr.parts.map(of));
    case 'Arithmetic':
      return calculate(expr.operator, read(scope, expr.left, true), read(scope, expr.right, true));
    case 'Negation':
      return calculate('*', present(-1n), read(scope, expr.of, true));
    case 'Member':
      return parts(read(scope, expr.of), path(expr.name));
    case 'Index':
      return expr.at ? element(read(scope, expr.of), read(scope, expr.at)) : read(scope, expr.of);
    case 'Call':
      return call(scope, expr);
    default: {
      const t = truth(scope, expr);
      return t === 'unknown' ? UNKNOWABLE : present(t);
    }
  }
}

/** `10KB` is 1000s, `10KiB` 1024s. */
function bytes(literal: string): number {
  const [, number, letter, binary] = /^([\d.]+)([KMGT]?)(i?)B$/.exec(literal)!;
  return Number(number) * (binary ? 1024 : 1000) ** ' KMGT'.indexOf(letter || ' ');
}

/** What is absent in a list literal equals nothing. */
function list(items: readonly Value[]): Value {
  const there = items.filter((item) => item.is === 'present');
  return present(
    there.flatMap((item) => elements(item.content)),
    there.flatMap((item) => item.source),
  );
}

/** `x[0]`, `x[-1]`, `x["name"]`; what is not there is absent. */
function element(of: Value, at: Value): Value {
  let isThere = true;
  const value = computed([of, at], (x, key) => {
    const place = quantity(key)?.low;
    const isPlace = isRecord(x) ? typeof key !== 'object' : isList(x) && Number.isInteger(Number(place));
    const found = isRecord(x) ? x.get(String(key)) : isList(x) ? x.at(Number(place)) : undefined;
    isThere = !isPlace || found !== undefined;
    return isPlace ? found : undefined;
  });
  return isThere ? value : ABSENT;
}

function call(scope: Scope, expr: ast.Call): Value {
  const search = searchOf(expr, scope.names);
  if (search && !isHas(search)) return aggregate(scope, search, expr);
  const { receiver, method } = callee(expr);
  const args = expr.args.map((a) => a.value);
  if (receiver && method === 'where' && !search) return select(scope, read(scope, receiver), args);
  if (!receiver && Object.hasOwn(FUNCTIONS, method))
    return computed(
      args.map((a) => read(scope, a)),
      FUNCTIONS[method]!,
    );
  if (!receiver && method === 'json') return jsonOf(read(scope, args[0]!));
  if (!receiver && method === 'load') return present(scope.world.data(unquote((args[0] as ast.StringLiteral).value)));
  if (!receiver && method === 'template') return textOf(scope, expr);
  if (!receiver && method === 'values') return valuesOf(scope.bindings.get((args[0] as ast.Reference).path)!);
  const t = has(scope, expr) ? found(scope, matches(scope, search!)) : test(scope, expr);
  if (t === undefined) throw new Error(`The reference does not cover ${method}(…)`);
  return t === 'unknown' ? UNKNOWABLE : present(t);
}

/** All attribute values of a span, or an event's own. */
function valuesOf({ occurrence: { span, event, attributes, dropped } }: Place): Value {
  const flat = (x: Content): readonly Content[] =>
    isRecord(x) ? [...x.values()].flatMap(flat) : isList(x) ? x.flatMap(flat) : [x];
  return { ...present([...attributes.values()].flatMap(flat), [`${idOf(span)} ${event} values`]), open: dropped > 0 };
}

/** The records of a list on which a condition is true; they come from all that was read to tell. */
function select(scope: Scope, of: Value, conditions: readonly ast.Expr[]): Value {
  if (of.is !== 'present') return of;
  if (of.open || !(isList(of.content) || isRecord(of.content))) return UNKNOWABLE;
  const on = (record: Content): Scope => ({ ...scope, record, subjectLevel: false });
  const records = elements(of.content).filter(isRecord);
  const kept = records.filter((record) => and(conditions.map((c) => truth(on(record), c))) === true);
  const read = records.flatMap((record) => conditions.flatMap((c) => sourceOf(on(record), c)));
  return present(kept, [...of.source, ...read]);
}

/** Of all that a condition compares. */
function sourceOf(scope: Scope, expr: ast.Expr): readonly string[] {
  const all = (es: readonly ast.Expr[]): string[] => es.flatMap((e) => sourceOf(scope, e));
  if (expr.$type === 'And' || expr.$type === 'Or') return all(expr.parts);
  if (expr.$type === 'Not' || expr.$type === 'Parenthesised') return all([expr.of]);
  if (expr.$type === 'Comparison') return all([expr.left, expr.right]);
  if (expr.$type === 'Call' && test(scope, expr) !== undefined) {
    const { receiver } = callee(expr);
    return all([...(receiver ? [receiver] : []), ...expr.args.map((a) => a.value)]);
  }
  const value = read(scope, expr);
  return value.is === 'present' ? value.source : [];
}
