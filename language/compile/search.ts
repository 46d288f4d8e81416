import type { ConditionPlan, Search, SignalId, SourcePlan } from '../../engine';
import type { Expr } from '../generated/ast';
import { type CallArgument, type Term, termName } from '../syntax/term';
import { compileCondition } from './condition';
import { type Context, labelOf, type OccurrenceView, report } from './context';
import { bindingOf } from './names';
import { compileRelation, RELATIONS } from './relations';
import type { SignalEntry } from './signal-table';

/** `.where(…)` and relations: what narrows what stands before it. */
export function isNarrowing(method: string): boolean {
  return method === 'where' || RELATIONS.has(method);
}

/** A signal or a search with the narrowings that follow it taken off, first one first. */
export function unchain(term: Term): { head: Term; links: readonly (Term & { kind: 'call' })[] } {
  const links: (Term & { kind: 'call' })[] = [];
  let head = term;
  while (head.kind === 'call' && head.receiver && isNarrowing(head.method)) {
    links.unshift(head);
    head = head.receiver;
  }
  return { head, links };
}

/** Which occurrences a search looks through. */
export interface Domain {
  readonly within: OccurrenceView | null;
}

/** `trace` and nothing mean the subject; a binding means what belongs to it. Undefined where it is neither. */
export function domainOf(receiver: Term | null, context: Context): Domain | undefined {
  if (receiver === null || termName(receiver) === 'trace') return { within: null };
  if (receiver.kind !== 'name') return undefined;
  const bound = bindingOf(receiver.segments, context);
  return bound && bound.rest.length === 0 ? { within: bound.view } : undefined;
}

export interface CompiledSearch {
  readonly search: Search;
  /** What reads the matches: their names, fields and bindings. */
  readonly inside: Context;
  readonly signal: SignalEntry;
}

/**
 * Compiles a search for the signal that `target` names (`S`, `S.where(c)`), narrowed further by `links`.
 * `alias` binds the match for the rest of the chain.
 */
export function compileSearch(
  target: Term,
  alias: string | null,
  links: readonly (Term & { kind: 'call' })[],
  domain: Domain,
  context: Context,
): CompiledSearch | null {
  const { head, links: own } = unchain(target);
  if (!context.mayUseSearches) {
    report(
      context,
      target.node,
      'search-in-declaration',
      'Declarations can’t search: write has(…) and aggregates in the rule.',
    );
    return null;
  }
  const name = termName(head);
  if (name === undefined) {
    report(
      context,
      head.node,
      'signal-expected',
      `A signal is expected here, such as database.query, found “${labelOf(head.node)}”.`,
    );
    return null;
  }
  const signal = context.signals.named(name, context, head.node);
  if (!signal) return null;
  noteUse(signal.id, context);
  const view: OccurrenceView = { slot: context.frame.allocate(), signal };
  const bindings = alias === null ? context.bindings : new Map([...context.bindings, [alias, view]]);
  const inside: Context = { ...context, occurrence: view, bindings, nameAsCondition: 'attribute' };
  let source: SourcePlan = { op: 'signal', signal: signal.id };
  for (const link of [...own, ...links]) source = narrow(source, link, inside);
  const within = domain.within;
  return {
    search: { slot: view.slot, within: within?.slot ?? null, except: within?.signal?.id ?? null, source },
    inside,
    signal,
  };
}

function noteUse(signal: SignalId, context: Context): void {
  context.use.signals.add(signal);
  if (context.inObligation) context.use.obligationSignals.add(signal);
}

function narrow(of: SourcePlan, link: Term & { kind: 'call' }, inside: Context): SourcePlan {
  if (link.method !== 'where') return compileRelation(of, link, inside);
  const conditions = link.args.flatMap((arg) => whereCondition(arg, inside));
  if (link.args.length === 0) report(inside, link.node, 'arguments', '.where(…) takes a condition.');
  if (conditions.length === 0) return of;
  const condition: ConditionPlan =
    conditions.length === 1
      ? conditions[0]!
      : { op: 'and', of: conditions, label: conditions.map((part) => part.label).join(', ') };
  return { op: 'where', of, condition };
}

/** What a where's argument demands, joined by `and`; nothing for a named one. */
export function conjuncts(arg: CallArgument): readonly Expr[] {
  const split = (expr: Expr): readonly Expr[] =>
    expr?.$type === 'And' ? expr.parts.flatMap(split) : expr ? [expr] : [];
  return arg.name === null ? split(arg.value) : [];
}

function whereCondition(arg: CallArgument, inside: Context): ConditionPlan[] {
  if (arg.name === 'window' && inside.freeNames.size > 0) return [];
  if (arg.name === 'window') {
    report(
      inside,
      arg.node,
      'window-without-key',
      'window= needs a key to count by: compare an attribute with one capital letter (tenant_id == X), or write “per tenant_id window 1min”.',
    );
    return [];
  }
  if (arg.name !== null) {
    const start = arg.node.$cstNode?.offset ?? 0;
    const at = (arg.node.$cstNode?.text.indexOf('=') ?? 0) + start + inside.shift;
    report(inside, arg.node, 'assignment', `“=” names an argument; to compare, write “==”.`, [
      { title: 'Compare with ==', edits: [{ start: at, end: at + 1, newText: '==' }] },
    ]);
    return [];
  }
  const parts = conjuncts(arg);
  const kept = parts.filter((part) => !isFreeComparison(part, inside));
  // without a free name the condition stays whole, so that it is explained as it was written
  return (kept.length === parts.length ? [arg.value] : kept).map((part) => compileCondition(part, inside));
}

/** `tenant_id == X` with a free X says what to group by, nothing about one occurrence. */
export function isFreeComparison(expr: Expr, context: Context): boolean {
  if (context.freeNames.size === 0 || expr.$type !== 'Comparison' || expr.operator !== '==') return false;
  const { left, right } = expr;
  return [left, right].some((side) => side?.$type === 'Reference' && context.freeNames.has(side.path));
}
