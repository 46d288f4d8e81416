import type { Always, Each, Expr, Never, Per, Rule, When } from '../generated/ast';
import { lookUpSignal, lookUpValue } from '../names/lookup';
import { durationNanoseconds } from '../syntax/literals';
import { type Term, termOf } from '../syntax/term';
import type { Context } from './context';
import { isDirectComparison, isOlder } from './older-dialect';
import { conjuncts, unchain } from './search';
import { checkSpelling } from './spelling';

/** A rule's body in one form, whatever form it was written in. */
export interface Reading {
  readonly each: Each | null;
  readonly keys: readonly Expr[];
  readonly window: { readonly nanoseconds: bigint; readonly tumbling: boolean } | null;
  /** The window's size as it is written. */
  readonly windowSize: string | null;
  readonly when: readonly Expr[];
  readonly obligations: readonly { readonly kind: 'always' | 'never'; readonly conditions: readonly Expr[] }[];
  /** The capital letters of the seeds' window form. */
  readonly freeNames: ReadonlySet<string>;
  /** Clauses that may stand once and stand again. */
  readonly repeated: readonly (Each | Per | When)[];
}

export function readRule(rule: Rule, context: Context): Reading {
  if (rule.plain) return readPlain(rule.plain, context);
  const reading = readClauses(rule);
  // in the older dialect a lone `when {A}` is what must never happen
  const isLoneWhen = isOlder(context) && reading.obligations.length === 0 && reading.when.length > 0;
  if (!isLoneWhen) return reading;
  const keyword = rule.clauses.find((clause) => clause.$type === 'When')?.$cstNode?.offset ?? 0;
  context.sink.rewrite(context.scope.file, keyword, keyword + 'when'.length, 'never');
  return { ...reading, when: [], obligations: [{ kind: 'never', conditions: reading.when }] };
}

function readClauses(rule: Rule): Reading {
  const of = <T>(type: string) => rule.clauses.filter((clause) => clause.$type === type) as T[];
  const each = of<Each>('Each');
  const per = of<Per>('Per');
  const when = of<When>('When');
  const size = per[0]?.size === undefined ? undefined : durationNanoseconds(per[0].size);
  return {
    each: each[0] ?? null,
    keys: per[0]?.keys ?? [],
    window: size === undefined ? null : { nanoseconds: size, tumbling: per[0]!.tumbling },
    windowSize: per[0]?.size ?? null,
    when: when.slice(0, 1).map((clause) => clause.condition),
    obligations: rule.clauses
      .filter((clause): clause is Always | Never => clause.$type === 'Always' || clause.$type === 'Never')
      .map((clause) => ({ kind: clause.$type === 'Always' ? 'always' : 'never', conditions: [clause.condition] })),
    freeNames: new Set(),
    repeated: [...each.slice(1), ...per.slice(1), ...when.slice(1)],
  };
}

/**
 * The seeds' form. `A and B and C` whose first member is a positive has is `when {A} always {B and C}`;
 * anything else is `always {E}`. A where with `window=` groups by what it compares with free capital letters.
 */
function readPlain(plain: Expr, context: Context): Reading {
  const chain = withoutBrackets(plain);
  const members = chain.$type === 'And' ? chain.parts : [chain];
  const triggered = members.length > 1 && isPositiveHas(members[0]!, context);
  // what is compiled are the members: nobody else looks at what stands between them
  if (triggered && chain.$type === 'And') checkSpelling(chain, context);
  const form = windowForm(plain, context);
  return {
    each: null,
    keys: form.keys,
    window: form.window,
    windowSize: form.windowSize,
    when: triggered ? members.slice(0, 1) : [],
    obligations: [{ kind: 'always', conditions: triggered ? members.slice(1) : [plain] }],
    freeNames: form.freeNames,
    repeated: [],
  };
}

export function withoutBrackets(expr: Expr): Expr {
  return expr.$type === 'Parenthesised' && expr.of ? withoutBrackets(expr.of) : expr;
}

function isPositiveHas(expr: Expr, context: Context): boolean {
  if (isDirectComparison(expr, context)) return true;
  const { head, links } = unchain(termOf(expr));
  if (head.kind === 'call') return head.method === 'has';
  if (head.kind !== 'name') return false;
  if (links.length > 0) return true;
  // a name alone is has(name) unless a let or param has that name
  const { declared } = lookUpValue(context.scope, head.segments.map((segment) => segment.text).join('.'));
  return declared?.node.$type !== 'Let' && declared?.node.$type !== 'Param';
}

interface WindowForm {
  readonly keys: readonly Expr[];
  readonly window: Reading['window'];
  readonly windowSize: string | null;
  readonly freeNames: ReadonlySet<string>;
}

function windowForm(plain: Expr, context: Context): WindowForm {
  const keys: Expr[] = [];
  const freeNames = new Set<string>();
  let window: Reading['window'] = null;
  let windowSize: string | null = null;
  for (const term of callsIn(plain)) {
    const size = term.method === 'where' ? term.args.find((arg) => arg.name === 'window')?.value : undefined;
    if (size?.$type !== 'DurationLiteral') continue;
    window = { nanoseconds: durationNanoseconds(size.value) ?? 0n, tumbling: false };
    windowSize = size.value;
    for (const part of term.args.flatMap(conjuncts)) {
      const free = freeComparison(part, context);
      if (!free || freeNames.has(free.name)) continue;
      freeNames.add(free.name);
      keys.push(free.key);
    }
  }
  return freeNames.size > 0
    ? { keys, window, windowSize, freeNames }
    : { keys: [], window: null, windowSize: null, freeNames };
}

/** Every call in an expression, outermost first. */
export function* callsIn(expr: Expr): Generator<Term & { kind: 'call' }> {
  const term = termOf(expr);
  if (term.kind === 'call') yield* callsOf(term);
  else yield* partsOf(expr).flatMap((part) => [...callsIn(part)]);
}

function* callsOf(term: Term & { kind: 'call' }): Generator<Term & { kind: 'call' }> {
  yield term;
  if (term.receiver?.kind === 'call') yield* callsOf(term.receiver);
  for (const arg of term.args) if (arg.value) yield* callsIn(arg.value);
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.$type) {
    case 'And':
    case 'Or':
    case 'Alternatives':
      return expr.parts;
    case 'Not':
    case 'Negation':
    case 'Parenthesised':
      return expr.of ? [expr.of] : [];
    case 'Comparison':
    case 'Arithmetic':
      return [expr.left, expr.right].filter((side) => side !== undefined);
    default:
      return [];
  }
}

function freeComparison(expr: Expr, context: Context): { name: string; key: Expr } | undefined {
  if (expr.$type !== 'Comparison' || expr.operator !== '==') return undefined;
  const { left, right } = expr;
  const name = freeName(right, context) ?? freeName(left, context);
  if (name === undefined) return undefined;
  return { name, key: freeName(right, context) === undefined ? right : left };
}

/** One capital letter that nothing declares. */
function freeName(expr: Expr | undefined, context: Context): string | undefined {
  if (expr?.$type !== 'Reference' || !/^[A-Z]$/.test(expr.path ?? '')) return undefined;
  const declared = lookUpValue(context.scope, expr.path).declared ?? lookUpSignal(context.scope, expr.path).declared;
  return declared || context.bindings.has(expr.path) ? undefined : expr.path;
}
