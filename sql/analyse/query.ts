import type { Node } from 'libpg-query';
import type { Context } from './context';
import { buildDelete } from './delete';
import type { Facts } from './facts';
import { buildInsert } from './insert';
import { buildMerge } from './merge';
import type { CteNames, Level } from './names';
import { opaqueRows, type Rows } from './rows';
import { buildSelect } from './select';
import { as } from './tree';
import { buildUpdate } from './update';

/** Reads a query of any kind into `facts`, which are its own. `outer` is what it may refer to around it. */
export function buildQuery(
  context: Context,
  tree: Node | undefined,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const select = as(tree, 'SelectStmt');
  if (select) return buildSelect(context, select, outer, ctes, facts);
  const insert = as(tree, 'InsertStmt');
  if (insert) return buildInsert(context, insert, outer, ctes, facts);
  const update = as(tree, 'UpdateStmt');
  if (update) return buildUpdate(context, update, outer, ctes, facts);
  const deletion = as(tree, 'DeleteStmt');
  if (deletion) return buildDelete(context, deletion, outer, ctes, facts);
  const merge = as(tree, 'MergeStmt');
  if (merge) return buildMerge(context, merge, outer, ctes, facts);
  context.unreadable('a query of an unknown kind', undefined);
  return opaqueRows(context);
}
