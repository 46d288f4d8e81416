import type { SelectStmt } from 'libpg-query';
import type { Context } from './context';
import type { Facts } from './facts';
import { type CteNames, type Level, newLevel } from './names';
import { closedRows, type Rows } from './rows';
import { buildSelect } from './select';
import { queriesIn } from './sublink';

/** UNION, INTERSECT and EXCEPT: columns by position, or by name where both arms say `*` and positions are hidden. */
export function setOperation(
  context: Context,
  select: SelectStmt,
  outer: Level | undefined,
  names: CteNames | undefined,
  facts: Facts,
): Rows {
  const arm = (part: SelectStmt) => context.scoped(facts, (inner) => buildSelect(context, part, outer, names, inner));
  const left = arm(select.larg!);
  const right = arm(select.rarg!);
  const rest = [select.limitCount, select.limitOffset, ...(select.sortClause ?? [])].filter(
    (node) => node !== undefined,
  );
  queriesIn(context, rest, newLevel(outer, names), facts);
  const limited = select.limitCount !== undefined || select.limitOffset !== undefined;
  const id = context.newSource();
  const combine = (name: string, one: number | undefined, other: number | undefined) => {
    if (one === undefined || (other === undefined && select.op === 'SETOP_UNION')) return undefined;
    const node = context.node(id, name);
    if (select.op === 'SETOP_UNION') facts.rules.push({ from: [one, other!], to: node });
    else facts.rules.push({ from: [one], to: node });
    if (select.op === 'SETOP_INTERSECT' && other !== undefined) facts.rules.push({ from: [other], to: node });
    if (limited) return node;
    facts.rules.push({ from: [node], to: one });
    if (other !== undefined) facts.rules.push({ from: [node], to: other });
    return node;
  };
  if (left.names !== undefined) {
    return closedRows(id, left.names, (index) => combine(`#${index}`, left.at(index), right.at(index)));
  }
  // `*` on both sides: the same name is the same position only in tables of the same make
  const node = (column: string) => {
    context.doubt(`whether ${column} has the same position in both parts`, undefined);
    return context.optimistic ? combine(column, left.node(column), right.node(column)) : undefined;
  };
  return {
    id,
    names: undefined,
    has: left.has,
    node,
    at: (index) => combine(`#${index}`, left.at(index), right.at(index)),
  };
}
