import type * as ast from '../../../language/generated/ast';
import { aggregateOf } from './aggregates';
import { has, type Matches, matches, read, truth } from './evaluate';
import { callee, isHas, searchOf, split } from './names';
import type { Scope } from './reading';
import { sequenceMatches } from './relations';
import { inOrder, type Occurrence } from './spans';
import { compare, type Quantity, quantity, type Truth, type Value } from './values';

/**
 * The occurrences that make a condition true (or false, as `want` says). Where `open`, the condition is
 * unknown, and what may make it so counts too.
 */
export function deciders(scope: Scope, expr: ast.Expr, want: boolean, open: boolean): readonly Occurrence[] {
  const all = (parts: readonly ast.Expr[]): readonly Occurrence[] =>
    parts.flatMap((part) => deciders(scope, part, want, open));
  const decides = (t: Truth): boolean => t === want || (open && t === 'unknown');
  if (expr.$type === 'Parenthesised') return all([expr.of]);
  if (expr.$type === 'Not') return deciders(scope, expr.of, !want, open);
  if (expr.$type === 'And' || expr.$type === 'Or') return all(expr.parts.filter((part) => decides(truth(scope, part))));
  if (expr.$type === 'Comparison') {
    const holds = want ? expr.operator : (OPPOSITE[expr.operator] ?? '');
    const left = counted(scope, expr.left, holds, expr.right, open);
    return [...left, ...counted(scope, expr.right, MIRRORED[holds] ?? holds, expr.left, open)];
  }
  if (!want) return []; // nothing can be shown of what was not found
  const isSequence = expr.$type === 'Call' && callee(expr).method === 'sequence';
  if (isSequence) return listed(sequenceMatches(scope, expr), open);
  const search = has(scope, expr);
  return search ? listed(matches(scope, search), open) : [];
}

const listed = ({ certain, possible }: Matches, open: boolean): readonly Occurrence[] =>
  open ? [...certain, ...possible] : certain;

const MIRRORED: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const OPPOSITE: Record<string, string> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' };

/** What an aggregate counted, where `aggregate holds bound` says that it is too large; in a group what broke the bound first. */
function counted(scope: Scope, expr: ast.Expr, holds: string, bound: ast.Expr, open: boolean): readonly Occurrence[] {
  const search = searchOf(expr, scope.names);
  if (!search || expr.$type !== 'Call' || isHas(search)) return [];
  const { on } = search;
  const limit = read(scope, bound);
  const isTooLarge = /^>/.test(holds) || (holds === '!=' && highest(read(scope, expr)) > highest(limit));
  if (!isTooLarge) return [];
  const found = listed(matches(scope, search), open).toSorted(inOrder);
  if (!scope.isGroup || scope.bindings.has(on)) return found;
  const breaks = (certain: readonly Occurrence[]): boolean => {
    const few = { certain, possible: [], elsewhere: false };
    const value = aggregateOf({ ...scope, missing: false }, split(search, scope.names), expr, few);
    return compare(holds === '!=' ? '>' : holds, value, limit) === true;
  };
  return found.filter((_, i) => breaks(found.slice(0, i + 1))).slice(0, 1);
}

const highest = (value: Value): number =>
  Number((value.is === 'present' ? quantity(value.content)?.high : undefined) ?? Number.NaN);

// ── the peak of a run

export interface Peak {
  /** A number, or seconds. */
  readonly value: number;
  readonly distance: number;
}

/** Of the comparisons that make a condition what it is, the first that compares quantities. */
export const peakOf = (scope: Scope, condition: ast.Expr, is: boolean): Peak | undefined =>
  comparisons(scope, condition, is).flatMap(({ left, right }) => {
    const [a, b] = [quantityOf(scope, left), quantityOf(scope, right)];
    if (!a || !b || a.kind !== b.kind) return [];
    const unit = a.kind === 'number' ? 1 : 1e9;
    return [{ value: Number(a.low) / unit, distance: Math.abs(Number(a.low) - Number(b.low)) }];
  })[0];

function comparisons(scope: Scope, expr: ast.Expr, is: boolean): ast.Comparison[] {
  if (expr.$type === 'Parenthesised') return comparisons(scope, expr.of, is);
  if (expr.$type === 'Not') return comparisons(scope, expr.of, !is);
  if (expr.$type === 'And' || expr.$type === 'Or')
    return expr.parts.filter((part) => truth(scope, part) === is).flatMap((part) => comparisons(scope, part, is));
  return expr.$type === 'Comparison' && /^[<>=!]=?$/.test(expr.operator) ? [expr] : [];
}

function quantityOf(scope: Scope, expr: ast.Expr): Quantity | undefined {
  const value = read(scope, expr);
  return value.is === 'present' ? quantity(value.content) : undefined;
}
