import type * as ast from '../../../language/generated/ast';
import { createCoreServices } from '../../../language/parse/services';

/** What one rule file sees: its own declarations, then those of what it imports, std last. */
export interface Names {
  readonly own: readonly ast.Declaration[];
  /** Its own by kind and name. */
  readonly index: ReadonlyMap<string, ast.Declaration>;
  readonly imported: readonly Names[];
}

const services = createCoreServices();

export function namesOf(text: string, imported: readonly Names[] = []): Names {
  const { value, lexerErrors, parserErrors } = services.ringfence.parser.LangiumParser.parse<ast.File>(text);
  const [error] = [...lexerErrors, ...parserErrors];
  if (error !== undefined) throw new Error(`The reference reads valid rules only: ${error.message}\n${text}`);
  const own = value.declarations;
  const index = own.flatMap((d) => ('name' in d ? [[`${d.$type} ${nameOf(d.name)}`, d] as const] : []));
  return { own, index: new Map(index.toReversed()), imported };
}

type Kind = 'Let' | 'Param' | 'Attribute' | 'Inherited' | 'Signal';
type Declared<K extends Kind> = Extract<ast.Declaration, { $type: K }>;

export interface Found<K extends Kind> {
  readonly declaration: Declared<K>;
  /** Where it stands: its own names are looked up there, whatever hides them elsewhere. */
  readonly names: Names;
}

/** What a file sees of another is the other's own, not what that one imports. */
export function find<K extends Kind>(names: Names, kind: K, name: string): Found<K> | undefined {
  const file = [names, ...names.imported].find(({ index }) => index.has(`${kind} ${name}`));
  return file && { declaration: file.index.get(`${kind} ${name}`) as Declared<K>, names: file };
}

export function constant(names: Names, name: string): { declaration: ast.Let | ast.Param; names: Names } | undefined {
  return find(names, 'Let', name) ?? find(names, 'Param', name);
}

// ── dotted names

export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

const PARTS = /`[^`]*`|[^.`]+/g;

/** Back quotes keep what stands between them together. */
export const path = (text: string): Segment[] =>
  (text.match(PARTS) ?? []).map((part) => ({ text: part.replaceAll('`', ''), quoted: part.startsWith('`') }));

export const spell = (segments: readonly Segment[]): string => segments.map((s) => s.text).join('.');
export const nameOf = (text: string): string => spell(path(text));

/** The text between the quotes. */
export function unquote(literal: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '{': '{' };
  return literal.slice(1, -1).replace(/\\(["\\nt{])/g, (_, c: string) => escapes[c]!);
}

/** A rule's id, which may stand in quotes. */
export const idText = (written: string): string => (written.startsWith('"') ? unquote(written) : written);

/** An integer as long as it is written as one. */
export const numberOf = (literal: string): number | bigint =>
  /^-?\d+$/.test(literal) ? BigInt(literal) : Number(literal);

// ── calls

/** `receiver.method(…)`, however much of it one dotted name holds. */
export function callee({ of }: ast.Call): { readonly receiver: ast.Expr | undefined; readonly method: string } {
  const parts = (of.$type === 'Reference' ? of.path : of.$type === 'Member' ? of.name : '').match(PARTS) ?? [];
  const [rest, method] = [parts.slice(0, -1).join('.'), parts.at(-1) ?? ''];
  if (of.$type === 'Member') return { receiver: rest === '' ? of.of : ({ ...of, name: rest } as ast.Member), method };
  return { receiver: rest === '' ? undefined : ({ ...of, path: rest } as ast.Reference), method };
}

/** An argument that is written `name = value`. */
export const named = (expr: ast.Call, name: string): ast.Expr | undefined =>
  expr.args.flatMap(({ value: v }) => (isNamed(v) && (v.left as ast.Reference).path === name ? [v.right] : []))[0];

const isNamed = (expr: ast.Expr): expr is ast.Comparison => expr.$type === 'Comparison' && expr.operator === '=';

const AGGREGATES = 'count sum avg min max p50 p90 p95 p99 distinct only rate concurrent gap share'.split(' ');
const RELATIONS =
  'child_of parent_of descendant_of ancestor_of sibling_of same_span linked_to before after starts_before starts_after during between within';

/** A relation as written: `child_of(q)`, `between(a, q)`, `within(5s, q)`. */
export interface Relation {
  readonly name: string;
  /** How far apart at most. */
  readonly within: ast.Expr | undefined;
  readonly to: readonly string[];
}

/** `q.has(S as s).where(c)` and its like, as written. */
export interface Search {
  /** `has`, an aggregate, or `signal` for a signal with nothing asked of it. */
  readonly method: string;
  /** Empty or `trace` for the whole subject, else a binding. */
  readonly on: string;
  readonly signal: readonly Segment[];
  /** Of `sum(S.where(c).a)`. */
  readonly attribute?: readonly Segment[];
  readonly alias?: string | undefined;
  readonly wheres: readonly ast.Expr[];
  readonly relations: readonly Relation[];
}

export const isHas = (search: Search | undefined): search is Search =>
  search?.method === 'has' || search?.method === 'signal';

/** Where a name alone stands for a signal: as what is searched for, as a condition on a subject, or before `.where`. */
type Bare = 'searched' | 'condition' | 'narrowed' | undefined;

/** What is no declared signal is data where a let or param is named so; before `.where` also where one begins so. */
function isData(names: Names, name: readonly Segment[], bare: Bare): boolean {
  if (bare === 'searched' || find(names, 'Signal', spell(name))) return false;
  const lengths = bare === 'condition' ? [name.length] : name.map((_, i) => i + 1);
  return lengths.some((n) => constant(names, spell(name.slice(0, n))));
}

/** The search that an expression spells. */
export function searchOf(expr: ast.Expr, names: Names, bare?: Bare): Search | undefined {
  if (expr.$type === 'Parenthesised') return searchOf(expr.of, names, bare);
  if (expr.$type === 'Reference') {
    const signal = path(expr.path);
    return bare && !isData(names, signal, bare)
      ? { method: 'signal', on: '', signal, wheres: [], relations: [] }
      : undefined;
  }
  if (expr.$type !== 'Call') return undefined;
  const { receiver, method } = callee(expr);
  const [argument] = expr.args;
  if (method === 'where' || RELATIONS.split(' ').includes(method)) {
    const search = receiver && searchOf(receiver, names, bare ?? 'narrowed');
    return (
      search &&
      narrowed(
        search,
        method,
        expr.args.map((a) => a.value),
      )
    );
  }
  if (!argument || (method !== 'has' && !AGGREGATES.includes(method))) return undefined;
  const { value } = argument;
  const member = value.$type === 'Member' ? searchOf(value.of, names, 'searched') : undefined;
  const inner = member
    ? { ...member, attribute: path((value as ast.Member).name) }
    : searchOf(value, names, 'searched');
  const on = receiver?.$type === 'Reference' ? nameOf(receiver.path) : '';
  return inner && { ...inner, method, on, alias: argument.alias ?? inner.alias };
}

function narrowed(search: Search, by: string, args: readonly ast.Expr[]): Search {
  if (by === 'where') return { ...search, wheres: [...search.wheres, ...args.filter((a) => !isNamed(a))] };
  const within = by === 'within' ? args[0] : undefined;
  const to = args.flatMap((a) => (a !== within && a.$type === 'Reference' ? [nameOf(a.path)] : []));
  return { ...search, relations: [...search.relations, { name: by, within, to }] };
}

/** Every search in an expression, and those in its wheres. `level` is where a name alone may be one. */
export function searchesIn(expr: ast.Expr, names: Names, level: boolean, bound: string): Search[] {
  const all = (parts: readonly ast.Expr[], at = false): Search[] =>
    parts.flatMap((part) => searchesIn(part, names, at, bound));
  const isName = level && expr.$type === 'Reference' && path(expr.path)[0]!.text !== bound;
  const search = searchOf(expr, names, isName ? 'condition' : undefined);
  if (search) return [search, ...all(search.wheres)];
  if (expr.$type === 'And' || expr.$type === 'Or') return all(expr.parts, level);
  if (expr.$type === 'Not' || expr.$type === 'Parenthesised') return all([expr.of], level);
  if (expr.$type === 'Comparison' || expr.$type === 'Arithmetic') return all([expr.left, expr.right]);
  if (expr.$type === 'Alternatives') return all(expr.parts);
  if (expr.$type === 'Call') {
    const { receiver, method } = callee(expr);
    return [
      ...all(receiver ? [receiver] : []),
      ...all(
        expr.args.map((a) => a.value),
        method === 'sequence',
      ),
    ];
  }
  if (expr.$type === 'Index') return all([expr.of, ...(expr.at ? [expr.at] : [])]);
  return expr.$type === 'Member' || expr.$type === 'Negation' ? all([expr.of]) : [];
}

// ── `sum(S.a)`: where S ends and its attribute begins

const SCOPES = ['span', 'event', 'parent', 'root', 'entry', 'resource', 'instrumentation', 'link'];

/** S is the longest declared signal; else the rest is the first that is a declared name, scoped or an intrinsic; else the last segment. */
export function split(search: Search, names: Names): Search {
  const { method, signal, attribute } = search;
  if (attribute || !/^(sum|avg|min|max|p\d+|distinct|only)$/.test(method)) return search;
  const lengths = signal.map((_, i) => i).slice(1);
  const isReadable = (rest: readonly Segment[]): boolean =>
    rest[0]!.text.includes(':') ||
    (rest.length > 1 && SCOPES.includes(rest[0]!.text)) ||
    [constant(names, spell(rest)), find(names, 'Attribute', spell(rest)), find(names, 'Inherited', spell(rest))].some(
      Boolean,
    );
  const declared = lengths.toReversed().find((n) => find(names, 'Signal', spell(signal.slice(0, n))));
  const at = declared ?? lengths.find((n) => isReadable(signal.slice(n))) ?? signal.length - 1;
  return { ...search, signal: signal.slice(0, at), attribute: signal.slice(at) };
}
