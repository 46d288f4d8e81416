import type { DeleteStmt } from 'libpg-query';
import type { Context } from './context';
import { readUnused, withNames } from './cte';
import type { Facts } from './facts';
import { type CteNames, type Level, newLevel } from './names';
import { returned } from './returning';
import type { Rows } from './rows';
import { fromWhere } from './select';
import { withTarget } from './update';

/** DELETE: by WHERE. */
export function buildDelete(
  context: Context,
  deletion: DeleteStmt,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const names = withNames(context, deletion.withClause, outer, ctes, facts);
  const level = newLevel(outer, names);
  const from = withTarget(context, deletion.relation, deletion.usingClause ?? []);
  fromWhere(context, from, deletion.whereClause, level, facts);
  const rows = returned(context, deletion.returningClause, level, facts);
  readUnused(context, names, ctes, facts);
  return rows;
}
