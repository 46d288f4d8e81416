import type { Node } from 'libpg-query';
import type { Context } from './context';
import { type Level, resolve } from './names';
import { as, folded } from './tree';

/** Comparisons that are never true of NULL. */
const STRICT: ReadonlySet<string> = new Set([
  'AEXPR_OP',
  'AEXPR_IN',
  'AEXPR_LIKE',
  'AEXPR_ILIKE',
  'AEXPR_BETWEEN',
  'AEXPR_OP_ANY',
]);
const COMPARISON = /^(=|<|>|<=|>=|<>|!=|!?~~\*?|BETWEEN)$/;

/** The sources of which a condition that is true has a row: a NULL from an outer join fails it. */
export function rejects(context: Context, condition: Node | undefined, level: Level): Set<number> {
  const bool = as(condition, 'BoolExpr');
  if (bool?.boolop === 'AND_EXPR') {
    return (bool.args ?? [])
      .map((arg) => rejects(context, arg, level))
      .reduce((one, other) => one.union(other), new Set());
  }
  if (bool?.boolop === 'OR_EXPR') {
    return (bool.args ?? []).map((arg) => rejects(context, arg, level)).reduce((one, other) => one.intersection(other));
  }
  const test = as(condition, 'NullTest');
  if (test?.nulltesttype === 'IS_NOT_NULL') return columnSource(context, [test.arg], level);
  const expression = as(condition, 'A_Expr');
  if (
    expression &&
    STRICT.has(expression.kind ?? '') &&
    COMPARISON.test(as(expression.name?.at(-1), 'String')?.sval ?? '')
  ) {
    const list = expression.kind === 'AEXPR_OP' || expression.kind === 'AEXPR_LIKE' ? expression.rexpr : undefined;
    return columnSource(context, [expression.lexpr, list], level);
  }
  const link = as(condition, 'SubLink');
  return link?.subLinkType === 'ANY_SUBLINK' ? columnSource(context, [link.testexpr], level) : new Set();
}

function columnSource(context: Context, nodes: readonly (Node | undefined)[], level: Level): Set<number> {
  const found = new Set<number>();
  for (const node of nodes) {
    const column = as(as(node, 'TypeCast')?.arg ?? node, 'ColumnRef');
    const path = (column?.fields ?? []).map((field) => folded(as(field, 'String')?.sval ?? ''));
    if (path.length < 2) continue;
    const resolved = resolve(context, { ...level, outer: undefined }, path, column?.location);
    if (resolved !== undefined) found.add(context.sourceOf(resolved));
  }
  return found;
}
