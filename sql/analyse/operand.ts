import type { Node } from 'libpg-query';
import type { SqlValue } from '../value';
import type { Context } from './context';
import type { Facts, NodeId } from './facts';
import { type Level, resolve } from './names';
import { AGGREGATES } from './outputs';
import type { Rows } from './rows';
import { singleValue } from './single-value';
import { queriesIn, scalarQuery } from './sublink';
import { as, folded, strings } from './tree';

/** One side of a comparison. */
export type Operand =
  /** A column. `doubt` says why it may be less than the column itself. */
  | { readonly kind: 'column'; readonly node: NodeId; readonly doubt?: string }
  | { readonly kind: 'value'; readonly value: SqlValue; readonly doubt?: string }
  | { readonly kind: 'query'; readonly rows: Rows }
  | { readonly kind: 'row'; readonly parts: readonly Operand[] }
  | { readonly kind: 'other' };

const OTHER: Operand = { kind: 'other' };

/** Reads one side; every query in it is added to the facts. */
export function operandOf(context: Context, node: Node | undefined, level: Level, facts: Facts): Operand {
  if (node === undefined) return OTHER;
  const column = as(node, 'ColumnRef');
  if (column) return columnOf(context, column.fields ?? [], column.location, level);
  const value = singleValue(context, node);
  if (value)
    return value.sure
      ? { kind: 'value', value: value.value }
      : { ...value, kind: 'value', doubt: 'a function’s result may differ from row to row' };
  const row = as(node, 'RowExpr');
  if (row) return { kind: 'row', parts: (row.args ?? []).map((each) => operandOf(context, each, level, facts)) };
  const query = as(node, 'SubLink');
  if (query?.subLinkType === 'EXPR_SUBLINK') return { kind: 'query', rows: scalarQuery(context, query, level, facts) };
  return wrapped(context, node, level, facts);
}

/** A column under a cast or function: whether one value of it is one value of the column depends on the function. */
function wrapped(context: Context, node: Node, level: Level, facts: Facts): Operand {
  const cast = as(node, 'TypeCast');
  if (cast) {
    const inner = operandOf(context, cast.arg, level, facts);
    const type = strings(cast.typeName?.names).at(-1) ?? '';
    const exact = (type === 'text' || type === 'varchar') && (cast.typeName?.typmods?.length ?? 0) === 0;
    return inner.kind === 'column' && !exact ? { ...inner, doubt: `a cast to ${type}` } : inner;
  }
  const collated = as(node, 'CollateClause');
  if (collated) return doubtful(operandOf(context, collated.arg, level, facts), 'a collation');
  const coalesce = as(node, 'CoalesceExpr');
  const call = as(node, 'FuncCall');
  const aggregate = AGGREGATES.test(folded(strings(call?.funcname).at(-1) ?? ''));
  for (const arg of coalesce?.args ?? call?.args ?? []) {
    if (!as(arg, 'ColumnRef') || aggregate) continue;
    queriesIn(context, node, level, facts);
    return doubtful(operandOf(context, arg, level, facts), 'a function of the column');
  }
  queriesIn(context, node, level, facts);
  return OTHER;
}

function doubtful(operand: Operand, doubt: string): Operand {
  return operand.kind === 'column' ? { ...operand, doubt } : OTHER;
}

function columnOf(context: Context, fields: readonly Node[], location: number | undefined, level: Level): Operand {
  const path = fields.map((field) => folded(as(field, 'String')?.sval ?? ''));
  if (path.length === 0 || path.includes('')) return OTHER;
  if (
    path.length === 1 &&
    context.maybeString(location) &&
    !context.around.question.columns.map(folded).includes(path[0]!)
  ) {
    const text = `"${path[0]}"`;
    return {
      kind: 'value',
      value: { kind: 'literal', value: path[0]!, text },
      doubt: 'double quotes may mean a string or a column',
    };
  }
  const node = resolve(context, level, path, location);
  return node === undefined ? OTHER : { kind: 'column', node };
}
