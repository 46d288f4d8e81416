import type * as ast from '../../../language/generated/ast';
import { split } from './aggregates';
import { find, type Names, path, type Search, searchOf, spell, unquote } from './names';
import { type Signal, sameSignal, signalOf } from './reading';
import { isSequence } from './relations';

/** A rule in the one form that is judged; the plain and the seeds' forms are written out. */
export interface Rule {
  readonly id: string;
  readonly names: Names;
  readonly services: readonly string[];
  readonly each: { readonly of: Search; readonly as: string; readonly where: ast.Expr | undefined } | undefined;
  readonly per: readonly ast.Expr[];
  readonly window: { readonly size: string; readonly tumbling: boolean } | undefined;
  readonly when: readonly ast.Expr[];
  readonly obligations: readonly { readonly kind: 'always' | 'never'; readonly condition: ast.Expr }[];
}

type Clause<T extends ast.Clause['$type']> = Extract<ast.Clause, { $type: T }>;

export function ruleOf(node: ast.Rule, names: Names): Rule {
  const clauses = <T extends ast.Clause['$type']>(type: T): Clause<T>[] =>
    node.clauses.filter((c): c is Clause<T> => c.$type === type);
  const services = node.metadata.flatMap((m) => (m.$type === 'Services' ? m.names.map(unquote) : []));
  const id = node.name.startsWith('"') ? unquote(node.name) : node.name;
  const base = { id, names, services };
  if (node.plain !== undefined) return { ...base, ...plainRule(node.plain, names) };
  const [each] = clauses('Each');
  const [per] = clauses('Per');
  return {
    ...base,
    each: each && { of: searchOf(each.of, true)!, as: each.name, where: each.condition },
    per: per?.keys ?? [],
    window: per?.size === undefined ? undefined : { size: per.size, tumbling: per.tumbling },
    when: clauses('When').map((c) => c.condition),
    obligations: [
      ...clauses('Always').map((c) => ({ kind: 'always' as const, condition: c.condition })),
      ...clauses('Never').map((c) => ({ kind: 'never' as const, condition: c.condition })),
    ],
  };
}

type Body = Pick<Rule, 'each' | 'per' | 'window' | 'when' | 'obligations'>;

/** `A and B` with A a positive has is trigger, then obligation; anything else is an obligation of each trace. */
function plainRule(written: ast.Expr, names: Names): Body {
  const free: FreeWindow = { keys: new Map(), size: undefined };
  const whole = withoutWindows(written.$type === 'Parenthesised' ? written.of : written, names, free);
  const parts = whole.$type === 'And' && isPositiveHas(whole.parts[0]!) ? whole.parts : [];
  const obligation = parts.length > 0 ? ({ ...whole, parts: parts.slice(1) } as ast.And) : whole;
  return {
    each: undefined,
    per: [...free.keys.values()],
    window: free.size === undefined ? undefined : { size: free.size, tumbling: false },
    when: parts.slice(0, 1),
    obligations: [{ kind: 'always', condition: obligation }],
  };
}

function isPositiveHas(expr: ast.Expr): boolean {
  const search = searchOf(expr, true);
  return search?.method === 'has' || search?.method === 'signal';
}

// ── `trace.count(S).where(KEY == X, window=1min) <= n`: X is the key's value, whatever it is

interface FreeWindow {
  /** By their capital letter. */
  readonly keys: Map<string, ast.Expr>;
  size: string | undefined;
}

/** The expression without its `window=` and without what it compares with free letters, which go into `free`. */
function withoutWindows(expr: ast.Expr, names: Names, free: FreeWindow): ast.Expr {
  const inside = (e: ast.Expr): ast.Expr => withoutWindows(e, names, free);
  if (expr.$type === 'And' || expr.$type === 'Or') return { ...expr, parts: expr.parts.map(inside) } as ast.Expr;
  if (expr.$type === 'Not' || expr.$type === 'Parenthesised') return { ...expr, of: inside(expr.of) } as ast.Expr;
  if (expr.$type === 'Comparison') return { ...expr, left: inside(expr.left), right: inside(expr.right) } as ast.Expr;
  if (expr.$type !== 'Call' || expr.of.$type !== 'Member' || expr.of.name !== 'where') return expr;
  const size = expr.args.map((a) => a.value).find((v) => v.$type === 'Comparison' && v.operator === '=');
  if (size?.$type !== 'Comparison' || size.right.$type !== 'DurationLiteral') return expr;
  free.size = size.right.value;
  const condition = expr.args[0]!.value;
  const parts = condition.$type === 'And' ? condition.parts : [condition];
  const rest = parts.filter((part) => !takeKey(part, names, free));
  if (rest.length === 0) return expr.of.of;
  return { ...expr, args: [{ $type: 'Argument', value: { $type: 'And', parts: rest } }] } as unknown as ast.Call;
}

/** Whether it is `KEY == X`. */
function takeKey(expr: ast.Expr, names: Names, free: FreeWindow): boolean {
  if (expr.$type !== 'Comparison' || expr.operator !== '==') return false;
  const [letter, key] = isFree(expr.right, names) ? [expr.right, expr.left] : [expr.left, expr.right];
  if (!isFree(letter, names) || letter.$type !== 'Reference') return false;
  if (!free.keys.has(letter.path)) free.keys.set(letter.path, key);
  return true;
}

function isFree(expr: ast.Expr, names: Names): boolean {
  if (expr.$type !== 'Reference' || !/^[A-Z]$/.test(expr.path)) return false;
  return (['Let', 'Param', 'Attribute', 'Inherited'] as const).every(
    (kind) => find(names, kind, expr.path) === undefined,
  );
}

// ── the signals that a rule names

/** Those in a condition, before narrowing, and those in its wheres. */
export function signalsIn(expr: ast.Expr, names: Names, subjectLevel: boolean, bound: readonly string[]): Signal[] {
  const within = (e: ast.Expr, level = false, more: readonly string[] = []): Signal[] =>
    signalsIn(e, names, level, [...bound, ...more]);
  if (expr.$type === 'And' || expr.$type === 'Or') return expr.parts.flatMap((part) => within(part, subjectLevel));
  if (expr.$type === 'Not' || expr.$type === 'Parenthesised') return within(expr.of, subjectLevel);
  const first = expr.$type === 'Reference' ? path(expr.path) : [];
  const isSignal = subjectLevel && !(first.length > 1 && bound.includes(first[0]!.text));
  const search = searchOf(expr, isSignal);
  if (search !== undefined) return signalsOfSearch(search, names, bound);
  if (expr.$type === 'Call' && isSequence(expr))
    return expr.args.flatMap((a) => signalsOfSearch(searchOf(a.value, true)!, names, bound));
  if (expr.$type === 'Comparison' || expr.$type === 'Arithmetic') return [...within(expr.left), ...within(expr.right)];
  if (expr.$type === 'Alternatives') return expr.parts.flatMap((part) => within(part));
  if (expr.$type === 'Call') return [...within(expr.of), ...expr.args.flatMap((a) => within(a.value))];
  if (expr.$type === 'Member') return within(expr.of);
  return expr.$type === 'Negation' ? within(expr.of) : [];
}

export function signalsOfSearch(search: Search, names: Names, bound: readonly string[]): Signal[] {
  const inner = search.alias === undefined ? bound : [...bound, search.alias];
  return distinct([
    signalOf(names, spell(split(search, names).signal)),
    ...search.wheres.flatMap((where) => signalsIn(where, names, false, inner)),
  ]);
}

/** Those that are searched for in the whole input, because of a link. */
export function linkedSignals(expr: ast.Expr, names: Names): Signal[] {
  const found: Signal[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const search = '$type' in node ? searchOf(node as ast.Expr) : undefined;
    const linked = search?.relations.some(({ name }) => name === 'linked_to') && ['', 'trace'].includes(search.on);
    if (search && linked) found.push(signalOf(names, spell(split(search, names).signal)));
    if (search) {
      for (const where of search.wheres) visit(where);
      return;
    }
    for (const [key, value] of Object.entries(node)) if (!key.startsWith('$')) visit(value);
  };
  visit(expr);
  return found;
}

export const distinct = (signals: readonly Signal[]): Signal[] =>
  signals.filter((s, i) => signals.findIndex((other) => sameSignal(s, other)) === i);
