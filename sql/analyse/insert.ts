import type { InsertStmt, OnConflictClause } from 'libpg-query';
import { entryOf } from '../schema';
import type { Context } from './context';
import { readUnused, withNames } from './cte';
import { equate, type Facts } from './facts';
import { type CteNames, type Level, newLevel, type Source } from './names';
import { assume } from './predicate';
import { buildQuery } from './query';
import { returned } from './returning';
import type { Rows } from './rows';
import { requireTable, tableName } from './table';
import { as, folded } from './tree';
import { assignments } from './write';

/** INSERT: by the value of the tenant column in each row. */
export function buildInsert(
  context: Context,
  insert: InsertStmt,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const names = withNames(context, insert.withClause, outer, ctes, facts);
  const level = newLevel(outer, names);
  const relation = insert.relation ?? {};
  const source = requireTable(context, relation, 'inserted', facts);
  level.sources.push(source);
  if (insert.selectStmt) {
    const rows = context.scoped(facts, (inner) => buildQuery(context, insert.selectStmt, outer, names, inner));
    fill(context, insert, source, rows, facts);
  }
  if (insert.onConflictClause) onConflict(context, insert, insert.onConflictClause, source, names, facts);
  const result = returned(context, insert.returningClause, level, facts);
  readUnused(context, names, ctes, facts);
  return result;
}

/** The inserted row's columns are the query's, by position. */
function fill(context: Context, insert: InsertStmt, source: Source, rows: Rows, facts: Facts): void {
  const listed = insert.cols?.map((col) => folded(as(col, 'ResTarget')?.name ?? ''));
  const known = entryOf(context.around.schema?.tables, tableName(insert.relation ?? {}))?.map(folded);
  const columns = listed ?? known;
  for (const column of context.around.question.columns.map(folded)) {
    const node = source.node(column);
    if (node === undefined) continue;
    if (columns === undefined) {
      const value = { kind: 'expression', text: 'unknown column' } as const;
      context.perhaps(facts, node, value, 'INSERT without a column list', insert.relation?.location);
      continue;
    }
    const index = columns.indexOf(column);
    if (index < 0) continue;
    const from = rows.at(index);
    if (from !== undefined) facts.rules.push({ from: [from], to: node });
    else if (rows.names === undefined || as(insert.selectStmt, 'SelectStmt')?.targetList)
      positions(context, rows, column, node, facts);
  }
}

/** A `*` hides which column comes where. */
function positions(context: Context, rows: Rows, column: string, node: number, facts: Facts): void {
  context.doubt(`which column of the query becomes ${column}`, undefined);
  const from = context.optimistic ? rows.node(column) : undefined;
  if (from !== undefined) facts.rules.push({ from: [from], to: node });
}

/** The row that is already there is the same tenant's only if the key has the tenant in it. */
function onConflict(
  context: Context,
  insert: InsertStmt,
  clause: OnConflictClause,
  inserted: Source,
  names: CteNames | undefined,
  facts: Facts,
): void {
  const relation = insert.relation ?? {};
  const existing = requireTable(context, relation, 'written', facts);
  const level = newLevel(undefined, names);
  level.sources.push(existing, { ...inserted, alias: 'excluded' });
  const keys = (clause.infer?.indexElems ?? []).map((each) => folded(as(each, 'IndexElem')?.name ?? ''));
  for (const column of context.around.question.columns.map(folded)) {
    const [one, other] = [existing.node(column), inserted.node(column)];
    if (one === undefined || other === undefined) continue;
    if (keys.includes(column)) equate(facts, one, other);
    else {
      const value = { kind: 'expression', text: 'existing row' } as const;
      context.perhaps(facts, one, value, `the key of ON CONFLICT has no ${column} in it`, clause.location);
    }
  }
  context.scoped(facts, (inner) => {
    for (const id of [existing.id]) inner.owned.add(id);
    assume(context, clause.whereClause, level, inner);
    assignments(context, clause.targetList ?? [], relation, level, inner);
  });
}
