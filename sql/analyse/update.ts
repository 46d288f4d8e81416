import type { Node, RangeVar, UpdateStmt } from 'libpg-query';
import { MULTIPLE_MARK } from '../translate/statement';
import type { Context } from './context';
import { readUnused, withNames } from './cte';
import type { Facts } from './facts';
import { type CteNames, type Level, newLevel } from './names';
import { returned } from './returning';
import type { Rows } from './rows';
import { fromWhere } from './select';
import { as, folded, walk } from './tree';
import { assignments } from './write';

/** UPDATE: by WHERE, and by what it writes into the tenant column. */
export function buildUpdate(
  context: Context,
  update: UpdateStmt,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const names = withNames(context, update.withClause, outer, ctes, facts);
  const level = newLevel(outer, names);
  const from = withTarget(context, update.relation, update.fromClause ?? []);
  fromWhere(context, from, update.whereClause, level, facts);
  assignments(context, update.targetList ?? [], namedTable(update.relation, from), level, facts);
  const rows = returned(context, update.returningClause, level, facts);
  readUnused(context, names, ctes, facts);
  return rows;
}

/** FROM with the target in it, unless that is one of its aliases, as T-SQL and MySQL have it. */
export function withTarget(context: Context, target: RangeVar | undefined, from: readonly Node[]): readonly Node[] {
  if (target === undefined || target.relname === MULTIPLE_MARK) return from;
  if (context.around.dialect !== 'postgresql' && target.alias === undefined && aliasIn(from, target.relname))
    return from;
  return [{ RangeVar: target }, ...from];
}

function aliasIn(from: readonly Node[], name: string | undefined): RangeVar | undefined {
  let found: RangeVar | undefined;
  walk(from, (kind, content) => {
    const range = content as RangeVar;
    if (kind === 'RangeVar' && folded(range.alias?.aliasname ?? range.relname ?? '') === folded(name ?? ''))
      found ??= range;
    return kind !== 'RangeSubselect' && kind !== 'SubLink';
  });
  return found;
}

/** The table that an UPDATE writes, by its real name. */
function namedTable(target: RangeVar | undefined, from: readonly Node[]): RangeVar | undefined {
  if (target?.relname !== MULTIPLE_MARK) return aliasIn(from, target?.alias?.aliasname ?? target?.relname) ?? target;
  const [first] = from;
  let table: RangeVar | undefined = as(first, 'RangeVar');
  walk(from, (kind, content) => {
    if (kind === 'RangeVar') table ??= content as RangeVar;
    return true;
  });
  return table;
}
