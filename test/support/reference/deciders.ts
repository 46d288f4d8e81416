import type * as ast from '../../../language/generated/ast';
import { aggregateOf, split } from './aggregates';
import { isSignalName, type Matches, matches, read, truth } from './evaluate';
import { type Search, searchOf } from './names';
import type { Scope } from './reading';
import { isSequence, sequenceMatches } from './relations';
import { inOrder, type Occurrence } from './spans';
import { compare, type Truth, type Value } from './values';

/**
 * The occurrences that make a condition true (or false, as `want` says). Where `open`, the condition is
 * unknown, and what may make it so counts too.
 */
export function deciders(scope: Scope, expr: ast.Expr, want: boolean, open: boolean): Occurrence[] {
  if (expr.$type === 'Parenthesised') return deciders(scope, expr.of, want, open);
  if (expr.$type === 'Not') return deciders(scope, expr.of, !want, open);
  if (expr.$type === 'Comparison') return ofComparison(scope, expr, want, open);
  if (expr.$type === 'And' || expr.$type === 'Or') {
    const decides = (t: Truth): boolean => t === want || (open && t === 'unknown');
    const parts = expr.parts.filter((part) => decides(truth(scope, part)));
    return parts.flatMap((part) => deciders(scope, part, want, open));
  }
  if (expr.$type === 'Call' && isSequence(expr)) return want ? listed(sequenceMatches(scope, expr), open) : [];
  const search = searchOf(expr, expr.$type === 'Reference' && isSignalName(scope, expr));
  return search?.method === 'has' || search?.method === 'signal' ? ofHas(scope, search, want, open) : [];
}

/** Nothing can be shown of what was not found. */
function ofHas(scope: Scope, search: Search, want: boolean, open: boolean): Occurrence[] {
  return want ? counted(scope, search, open) : [];
}

function counted(scope: Scope, search: Search, open: boolean): Occurrence[] {
  return listed(matches(scope, search), open);
}

function listed({ certain, possible }: Matches, open: boolean): Occurrence[] {
  return open ? [...certain, ...possible].sort(inOrder) : [...certain];
}

const MIRRORED: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const OPPOSITE: Record<string, string> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' };

function ofComparison(scope: Scope, expr: ast.Comparison, want: boolean, open: boolean): Occurrence[] {
  const holds = want ? expr.operator : (OPPOSITE[expr.operator] ?? '');
  const left = ofSide(scope, expr.left, holds, expr.right, open);
  return [...left, ...ofSide(scope, expr.right, MIRRORED[holds] ?? holds, expr.left, open)];
}

/** What an aggregate counted, where `aggregate holds bound` says that it is too large. */
function ofSide(scope: Scope, expr: ast.Expr, holds: string, bound: ast.Expr, open: boolean): Occurrence[] {
  const search = searchOf(expr);
  if (search === undefined || expr.$type !== 'Call' || search.method === 'has' || search.method === 'signal') return [];
  const limit = read(scope, bound);
  const tooLarge = holds === '>' || holds === '>=' || (holds === '!=' && highest(read(scope, expr)) > highest(limit));
  if (!tooLarge) return [];
  const whole = split(search, scope.names);
  const found = counted(scope, whole, open);
  if (!scope.domain?.isGroup) return found;
  const sorted = found.toSorted(inOrder);
  const breaks = (certain: readonly Occurrence[]): boolean => {
    const value = aggregateOf({ ...scope, missing: false }, whole, expr, { certain, possible: [], elsewhere: false });
    return compare(holds === '!=' ? '>' : holds, value, limit) === true;
  };
  return sorted.filter((_, i) => breaks(sorted.slice(0, i + 1))).slice(0, 1);
}

function highest(value: Value): number {
  if (value.is !== 'present') return Number.NaN;
  const { content } = value;
  return typeof content === 'object' && 'high' in content ? content.high : Number(content);
}
