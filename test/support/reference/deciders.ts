import type * as ast from '../../../language/generated/ast';
import { aggregateOf } from './aggregates';
import { has, type Matches, matches, read, truth } from './evaluate';
import { callee, isHas, searchOf, split } from './names';
import type { Scope } from './reading';
import { sequenceMatches } from './relations';
import { inOrder, type Occurrence } from './spans';
import { compare, quantity, type Truth, type Value } from './values';

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
