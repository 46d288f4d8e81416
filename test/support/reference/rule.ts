import type * as ast from '../../../language/generated/ast';
import { nanoseconds } from './functions';
import {
  constant,
  find,
  idText,
  isHas,
  type Names,
  named,
  type Search,
  searchesIn,
  searchOf,
  spell,
  split,
  unquote,
} from './names';
import { type Signal, sameSignal, signalOf } from './reading';
import { expressionsIn } from './texts';

/** A rule in the one form that is judged; the plain and the seeds' forms are written out. */
export interface Rule {
  readonly id: string;
  readonly written: ast.Rule;
  readonly names: Names;
  readonly services: readonly string[];
  readonly each?: { readonly of: Search; readonly as: string; readonly where: readonly ast.Expr[] } | undefined;
  readonly per: readonly ast.Expr[];
  readonly window?: { readonly size: bigint; readonly tumbling: boolean } | undefined;
  readonly when: readonly ast.Expr[];
  readonly obligations: readonly { readonly kind: 'always' | 'never'; readonly condition: ast.Expr }[];
  /** In the seeds' window form what stands for whatever the key is: `tenant_id == X`. */
  readonly letters: readonly string[];
}

export function ruleOf(node: ast.Rule, names: Names): Rule {
  const services = node.metadata.flatMap((m) => (m.$type === 'Services' ? m.names.map(unquote) : []));
  const base = { id: idText(node.name), written: node, names, services, per: [], letters: [] };
  if (node.plain) return { ...base, ...plainRule(node.plain, names) };
  return node.clauses.reduce<Rule>(withClause, { ...base, when: [], obligations: [] });
}

function withClause(rule: Rule, clause: ast.Clause): Rule {
  switch (clause.$type) {
    case 'Each': {
      const of = searchOf(clause.of, rule.names, 'searched')!;
      return { ...rule, each: { of, as: clause.name, where: clause.condition ? [clause.condition] : [] } };
    }
    case 'Per': {
      const window =
        clause.size === undefined ? undefined : { size: nanoseconds(clause.size), tumbling: clause.tumbling };
      return { ...rule, per: clause.keys, window };
    }
    case 'When':
      return { ...rule, when: [clause.condition] };
    default: {
      const kind = clause.$type === 'Always' ? 'always' : 'never';
      return { ...rule, obligations: [...rule.obligations, { kind, condition: clause.condition }] };
    }
  }
}

/** `A and B` with A a positive has is trigger, then obligation; anything else is an obligation of each trace. */
function plainRule(written: ast.Expr, names: Names) {
  const whole = written.$type === 'Parenthesised' ? written.of : written;
  const isChain = whole.$type === 'And' && isHas(searchOf(whole.parts[0]!, names, 'condition'));
  const condition = isChain ? { ...whole, parts: whole.parts.slice(1) } : whole;
  return {
    when: isChain ? whole.parts.slice(0, 1) : [],
    obligations: [{ kind: 'always' as const, condition }],
    ...windowForm(whole, names),
  };
}

/** `trace.count(S).where(KEY == X, window=1min) <= n` */
function windowForm(whole: ast.Expr, names: Names) {
  const nodes = nodesIn(whole);
  const [size] = nodes.flatMap((n) => (n.$type === 'Call' ? (named(n, 'window') ?? []) : []));
  if (size?.$type !== 'DurationLiteral') return {};
  const letter = (e: ast.Expr): string | undefined =>
    e.$type === 'Reference' && /^[A-Z]$/.test(e.path) && !isDeclared(names, e.path) ? e.path : undefined;
  const keys = new Map<string, ast.Expr>();
  for (const n of nodes) {
    if (n.$type !== 'Comparison' || n.operator !== '==') continue;
    const [right, left] = [letter(n.right), letter(n.left)];
    const name = right ?? left;
    if (name !== undefined && !keys.has(name)) keys.set(name, right ? n.left : n.right);
  }
  return {
    ...{ per: [...keys.values()], letters: [...keys.keys()] },
    window: { size: nanoseconds(size.value), tumbling: false },
  };
}

const isDeclared = (names: Names, name: string): boolean =>
  [constant(names, name), find(names, 'Attribute', name), find(names, 'Inherited', name)].some(Boolean);

/** Every expression in one, itself first. */
function nodesIn(node: unknown): ast.Expr[] {
  if (Array.isArray(node)) return node.flatMap(nodesIn);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, value]) => (key.startsWith('$') ? [] : nodesIn(value)));
  return [node as ast.Expr, ...inner];
}

// ── the signals that a rule names

const signalsOf = (rule: Rule, searches: readonly Search[]): Signal[] =>
  searches
    .map((search) => signalOf(rule.names, spell(split(search, rule.names).signal)))
    .filter((s, i, all) => all.findIndex((other) => sameSignal(s, other)) === i);

const searches = (rule: Rule, conditions: readonly ast.Expr[], level = true): Search[] =>
  conditions.flatMap((c) => searchesIn(c, rule.names, level, rule.each?.as ?? ''));

export function allSignals(rule: Rule): Signal[] {
  const { each } = rule;
  const found = each ? [each.of, ...searches(rule, [...each.of.wheres, ...each.where], false)] : [];
  const said = searches(rule, expressionsIn(rule.written), false);
  return signalsOf(rule, [...found, ...searches(rule, rule.when), ...obligationSearches(rule).flat(), ...said]);
}

/** Of each obligation. */
const obligationSearches = (rule: Rule): Search[][] => rule.obligations.map((o) => searches(rule, [o.condition]));

export const obligationSignals = (rule: Rule): Signal[][] =>
  obligationSearches(rule).map((all) => signalsOf(rule, all));

/** Those that obligations search for in the whole input, because of a link. */
export const linkedSignals = (rule: Rule): Signal[] =>
  signalsOf(
    rule,
    obligationSearches(rule)
      .flat()
      .filter(({ on, relations }) => ['', 'trace'].includes(on) && relations.some(({ name }) => name === 'linked_to')),
  );
