import type { Node } from 'libpg-query';
import { conflict, type SqlValue, valueKey } from '../value';
import type { Context } from './context';
import type { Facts, NodeId } from './facts';
import type { Level } from './names';
import { type Operand, operandOf } from './operand';
import { closedRows, type Rows } from './rows';
import { as } from './tree';

/** The rows of VALUES: a column is pinned if all its values are the same one. */
export function valuesRows(context: Context, lists: readonly Node[], level: Level, facts: Facts): Rows {
  const rows = lists.map((list) =>
    (as(list, 'List')?.items ?? []).map((item) => operandOf(context, item, level, facts)),
  );
  const defaults = lists.map((list) =>
    (as(list, 'List')?.items ?? []).map((item) => as(item, 'SetToDefault') !== undefined),
  );
  const width = rows[0]?.length ?? 0;
  const id = context.newSource();
  const names = Array.from({ length: width }, (_, index) => `column${index + 1}`);
  return closedRows(id, names, (index) => {
    const node = context.node(id, `#${index}`);
    if (defaults.some((row) => row[index])) {
      context.perhaps(facts, node, { kind: 'expression', text: 'default' }, 'the column’s default', undefined);
      return node;
    }
    pinAll(
      context,
      node,
      rows.map((row) => row[index]),
      facts,
    );
    return node;
  });
}

function pinAll(context: Context, node: NodeId, operands: readonly (Operand | undefined)[], facts: Facts): void {
  const [first] = operands;
  const column =
    first?.kind === 'column' && !first.doubt ? first.node : first?.kind === 'query' ? first.rows.at(0) : undefined;
  if (operands.length === 1 && column !== undefined) {
    facts.rules.push({ from: [column], to: node });
    return;
  }
  if (!operands.every((operand) => operand?.kind === 'value')) return;
  const known = operands.filter((operand) => operand?.kind === 'value');
  const values: SqlValue[] = [...new Map(known.map(({ value }) => [valueKey(value), value])).values()];
  const doubt = known.find((operand) => operand.doubt !== undefined)?.doubt;
  if (doubt === undefined && (values.length === 1 || conflict(values))) {
    for (const value of values) facts.pins.push({ node, value });
    return;
  }
  for (const value of values)
    context.perhaps(facts, node, value, doubt ?? 'the rows may have different values', undefined);
}
