import type { ConditionPlan, ValuePlan } from '../../engine';
import type { Comparison, Expr, Reference } from '../generated/ast';
import { lookUpSignal, lookUpValue } from '../names/lookup';
import { splitPath } from '../syntax/path';
import { termOf } from '../syntax/term';
import { compileCondition } from './condition';
import { type Context, labelOf } from './context';
import { bindingOf } from './names';
import { compileSearch } from './search';
import type { SignalEntry } from './signal-table';

/**
 * The dialect of YAML packs, where a little more can be said in fewer words (language §10). What is read here is also
 * noted as a rewrite, so that a pack can be written out in today's words.
 */
export function isOlder(context: Context): boolean {
  return context.scope.file.dialect === 'older';
}

/** An undeclared bare word on the right of a comparison, or in a list there, is a string. */
export function bareWord(expr: Expr | undefined, context: Context): ValuePlan | null {
  if (!isOlder(context) || !expr) return null;
  if (expr.$type === 'ListLiteral' && expr.items.some((item) => isBareWord(item, context))) {
    const items = expr.items.map((item) => bareWord(item, context));
    return items.every((item) => item !== null) ? { op: 'list', items } : null;
  }
  if (!isBareWord(expr, context)) return null;
  const { path } = expr as Reference;
  rewrite(expr, `"${path}"`, context);
  return { op: 'literal', value: path };
}

function isBareWord(expr: Expr, context: Context): boolean {
  if (expr.$type !== 'Reference' || !/^[A-Za-z_]\w*$/.test(expr.path ?? '')) return false;
  if (lookUpValue(context.scope, expr.path).declared || context.keys.has(expr.path)) return false;
  if (bindingOf(splitPath(expr.path), context)) return false;
  return !hasField(context.occurrence?.signal ?? null, expr.path);
}

function hasField(signal: SignalEntry | null, name: string): boolean {
  return signal !== null && (signal.fields.has(name) || signal.underlying.some((arm) => hasField(arm, name)));
}

/** Whether this is `payment.amount > 1000` where no occurrence is at hand: a signal, then its attribute. */
export function isDirectComparison(expr: Expr, context: Context): expr is Comparison & { left: Reference } {
  if (!isOlder(context) || expr.$type !== 'Comparison' || expr.left?.$type !== 'Reference') return false;
  if (context.occurrence || context.nameAsCondition !== 'signal') return false;
  const segments = splitPath(expr.left.path ?? '');
  return segments.length > 1 && !bindingOf(segments, context) && !lookUpValue(context.scope, expr.left.path).declared;
}

/** A direct comparison as the search it stands for. */
export function directComparison(expr: Comparison, context: Context): ConditionPlan | null {
  if (!isDirectComparison(expr, context)) return null;
  const segments = splitPath(expr.left.path);
  const split = signalLength(expr.left.path, segments.length, context);
  const signal = { kind: 'name', segments: segments.slice(0, split), node: expr.left } as const;
  const compiled = compileSearch(signal, null, [], { within: null }, context);
  if (!compiled) return null;
  const left: Reference = { ...expr.left, path: expr.left.path.slice(segments[split]!.start) };
  const condition = compileCondition({ ...expr, left }, compiled.inside);
  const { search } = compiled;
  const start = (expr.left.$cstNode?.offset ?? 0) + segments[split]!.start - 1;
  context.sink.rewrite(context.scope.file, start, start + 1, '.where(');
  context.sink.rewrite(context.scope.file, expr.$cstNode?.end ?? start, expr.$cstNode?.end ?? start, ')');
  return {
    op: 'has',
    search: { ...search, source: { op: 'where', of: search.source, condition } },
    label: labelOf(expr),
  };
}

/** The longest prefix that is a declared signal, else all but the last segment. */
function signalLength(path: string, segments: number, context: Context): number {
  const parts = path.split('.');
  for (let length = segments - 1; length > 0; length--) {
    if (lookUpSignal(context.scope, parts.slice(0, length).join('.')).declared) return length;
  }
  return segments - 1;
}

function rewrite(expr: Expr, newText: string, context: Context): void {
  const cst = termOf(expr).node.$cstNode;
  if (cst) context.sink.rewrite(context.scope.file, cst.offset, cst.end, newText);
}
