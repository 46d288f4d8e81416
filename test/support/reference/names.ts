import type * as ast from '../../../language/generated/ast';
import { createCoreServices } from '../../../language/parse/services';
import { RELATIONS, type Relation } from './relations';
import { present, type Value } from './values';

/** What one rule file sees: its own declarations, then those of its imports, then std's. */
export interface Names {
  readonly own: readonly ast.Declaration[];
  readonly imported: readonly Names[];
}

type Kind = ast.Declaration['$type'];
type Declared<K extends Kind> = Extract<ast.Declaration, { $type: K }>;

const services = createCoreServices();

/** Parses rule text; `beneath` is what it hides: its explicit imports, then std. */
export function namesOf(text: string, beneath: readonly Names[] = []): Names {
  const result = services.ringfence.parser.LangiumParser.parse<ast.File>(text);
  const [error] = [...result.lexerErrors, ...result.parserErrors];
  if (error !== undefined) throw new Error(`The reference reads valid rules only: ${error.message}\n${text}`);
  return { own: result.value.declarations, imported: beneath };
}

export interface Found<K extends Kind> {
  readonly declaration: Declared<K>;
  /** Where the declaration stands: its own names are looked up there, whatever hides them elsewhere. */
  readonly names: Names;
}

export function find<K extends Kind>(names: Names, kind: K, name: string): Found<K> | undefined {
  const isIt = (d: ast.Declaration): d is Declared<K> =>
    d.$type === kind && 'name' in d && declaredName(d.name) === name;
  const own = names.own.find(isIt);
  if (own !== undefined) return { declaration: own, names };
  for (const imported of names.imported) {
    // what a file sees of another is the other's own, not what that one imports
    const found = imported.own.find(isIt);
    if (found !== undefined) return { declaration: found, names: imported };
  }
  return undefined;
}

export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

/** A dotted name in parts; back quotes keep what stands between them together. */
export function path(text: string): Segment[] {
  return (text.match(/`[^`]*`|[^.`]+/g) ?? []).map((part) =>
    part.startsWith('`') ? { text: part.slice(1, -1), quoted: true } : { text: part, quoted: false },
  );
}

export const spell = (segments: readonly Segment[]): string => segments.map((s) => s.text).join('.');

export const declaredName = (text: string): string => spell(path(text));

/** The text between the quotes. */
export function unquote(literal: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '{': '{' };
  return literal.slice(1, -1).replace(/\\(["\\nt{])/g, (_, c: string) => escapes[c]!);
}

/** A parameter given from outside is typed by its default. */
export function paramValue(byDefault: ast.Expr, given: string): Value {
  if (byDefault.$type === 'NumberLiteral') return present(numberOf(given));
  return present(byDefault.$type === 'BooleanLiteral' ? given === 'true' : given);
}

/** An integer as long as it is written as one. */
export const numberOf = (literal: string): number | bigint =>
  /^-?\d+$/.test(literal) ? BigInt(literal) : Number(literal);

const UNITS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 6e10,
  m: 6e10,
  h: 3.6e12,
  d: 8.64e13,
};

export function nanoseconds(literal: string): bigint {
  const [, number, unit] = /^([\d.]+)(\D+)$/.exec(literal)!;
  return BigInt(Math.round(Number(number) * UNITS[unit!]!));
}

const AGGREGATES = 'count sum avg min max p50 p90 p95 p99 distinct only rate concurrent gap share'.split(' ');

/** `q.has(S as s).where(c)` and its like, as written. */
export interface Search {
  /** `has`, an aggregate, or `signal` for a signal with nothing asked of it. */
  readonly method: string;
  /** Empty or `trace` for the whole subject, else a binding. */
  readonly on: string;
  readonly signal: readonly Segment[];
  /** Of `sum(S.a)`, once it is told from the signal. */
  readonly attribute?: readonly Segment[];
  readonly alias: string | undefined;
  readonly wheres: readonly ast.Expr[];
  readonly relations: readonly Relation[];
}

/** The search that an expression spells; `bare` takes a name alone for one. */
export function searchOf(expr: ast.Expr, bare = false): Search | undefined {
  if (expr.$type === 'Parenthesised') return searchOf(expr.of, bare);
  if (expr.$type === 'Reference') {
    return bare
      ? { method: 'signal', on: '', signal: path(expr.path), alias: undefined, wheres: [], relations: [] }
      : undefined;
  }
  if (expr.$type !== 'Call') return undefined;
  const [argument] = expr.args;
  const narrowed = (search: Search | undefined, by: string): Search | undefined => {
    if (!search || !argument) return undefined;
    if (by === 'where') return { ...search, wheres: [...search.wheres, argument.value] };
    const names = expr.args.flatMap(({ value }) => (value.$type === 'Reference' ? [declaredName(value.path)] : []));
    const duration = argument.value.$type === 'DurationLiteral' ? argument.value.value : undefined;
    return { ...search, relations: [...search.relations, { name: by, duration, to: names }] };
  };
  const narrows = (by: string): boolean => by === 'where' || RELATIONS.includes(by);
  if (expr.of.$type === 'Member')
    return narrows(expr.of.name) ? narrowed(searchOf(expr.of.of), expr.of.name) : undefined;
  if (expr.of.$type !== 'Reference') return undefined;
  const segments = path(expr.of.path);
  const method = segments.at(-1)!.text;
  const before = segments.slice(0, -1);
  if (narrows(method)) {
    return narrowed({ method: 'signal', on: '', signal: before, alias: undefined, wheres: [], relations: [] }, method);
  }
  if (method !== 'has' && !AGGREGATES.includes(method)) return undefined;
  const inner = argument && (searchOf(argument.value, true) ?? searchOfMember(argument.value));
  return inner && { ...inner, method, on: spell(before), alias: argument.alias ?? inner.alias };
}

/** `S.where(c).a` */
function searchOfMember(expr: ast.Expr): Search | undefined {
  const search = expr.$type === 'Member' ? searchOf(expr.of, true) : undefined;
  return search && expr.$type === 'Member' ? { ...search, attribute: path(expr.name) } : undefined;
}
