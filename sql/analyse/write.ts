import type { Node, RangeVar, ResTarget } from 'libpg-query';
import type { Context } from './context';
import type { Facts } from './facts';
import type { Level, Source } from './names';
import { type Operand, operandOf } from './operand';
import { equal } from './predicate';
import { requireTable } from './table';
import { as, folded } from './tree';

/** The assignments of a SET clause: where one is to the tenant column, the row as it is written has to be pinned too. */
export function assignments(
  context: Context,
  targets: readonly Node[],
  table: RangeVar | undefined,
  level: Level,
  facts: Facts,
): void {
  const columns = new Set(context.around.question.columns.map(folded));
  for (const each of targets) {
    const target = as(each, 'ResTarget');
    if (target === undefined) continue;
    const operand = assigned(context, target, level, facts);
    const column = folded(as(target.indirection?.at(-1), 'String')?.sval ?? target.name ?? '');
    if (!columns.has(column) || table === undefined) continue;
    const source = requireTable(context, table, 'written', facts);
    write(context, source, column, operand, target.location, facts);
  }
}

function assigned(context: Context, { val }: ResTarget, level: Level, facts: Facts): Operand {
  const several = as(val, 'MultiAssignRef');
  if (several === undefined) return operandOf(context, val, level, facts);
  const row = operandOf(context, several.source, level, facts);
  return row.kind === 'row' ? (row.parts[(several.colno ?? 1) - 1] ?? { kind: 'other' }) : { kind: 'other' };
}

/** A row's column gets a value. */
export function write(
  context: Context,
  source: Source,
  column: string,
  operand: Operand,
  location: number | undefined,
  facts: Facts,
): void {
  const node = source.node(column);
  if (node === undefined) return;
  equal(context, { kind: 'column', node }, operand, location, facts);
  if (operand.kind === 'other') {
    const value = { kind: 'expression', text: `written ${node}` } as const;
    context.perhaps(facts, node, value, `what is written into ${column} is computed`, location);
  }
}
