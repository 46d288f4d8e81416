import type { RangeVar } from 'libpg-query';
import { entryOf, type TableName } from '../schema';
import type { Context } from './context';
import { buildCte, findCte } from './cte';
import type { Facts, NodeId } from './facts';
import type { Has, Level, Source } from './names';
import { buildQuery } from './query';
import { renamed, sourceOf } from './rows';
import { folded, strings } from './tree';

/** A table in FROM: a CTE, a view that is known, or a table. */
export function tableSource(context: Context, range: RangeVar, level: Level, facts: Facts): Source {
  const name = range.relname ?? '';
  const alias = range.alias?.aliasname ?? name;
  const aliases = strings(range.alias?.colnames);
  const cte = range.schemaname === undefined ? findCte(level.ctes, folded(name)) : undefined;
  if (cte) return sourceOf(renamed(buildCte(context, cte, facts), aliases), alias);
  const table = tableName(range);
  const view = entryOf(context.around.schema?.views, table);
  if (view !== undefined) {
    const rows = context.view(name, view, range.location, (tree) =>
      context.scoped(facts, (inner) => buildQuery(context, tree, undefined, undefined, inner)),
    );
    if (rows) return sourceOf(renamed(rows, aliases), alias);
    context.unreadable(`the view ${name} can't be read`, range.location);
  }
  return requireTable(context, range, 'read', facts);
}

export function tableName(range: RangeVar): TableName {
  return { schema: range.schemaname, name: range.relname ?? '' };
}

/** A table of its own, which has to be pinned if it is a tenant table. */
export function requireTable(
  context: Context,
  range: RangeVar,
  what: 'read' | 'written' | 'inserted',
  facts: Facts,
): Source {
  const table = tableName(range);
  const id = context.newSource();
  const columns = columnsOf(context, range, table);
  const node = (column: string): NodeId | undefined =>
    columns.has(column) === 'no' ? undefined : context.node(id, columns.actual(column));
  const own = (column: string) => context.node(id, column);
  const alias = range.alias?.aliasname;
  if (context.isRequired(table)) {
    context.required.push({ table, alias, offset: context.offset(range.location), source: id, what, node: own });
  }
  if (context.isSecured(table)) secure(context, table, own, facts);
  return {
    id,
    alias: folded(alias ?? table.name),
    schema: alias === undefined && table.schema !== undefined ? folded(table.schema) : undefined,
    names: columns.names,
    has: columns.has,
    node,
  };
}

/** Pins a table as something outside of the text does. */
function secure(context: Context, table: TableName, node: (column: string) => NodeId | undefined, facts: Facts): void {
  const value = { kind: 'setting', name: 'row-level security', text: `row-level security of ${table.name}` } as const;
  for (const column of context.around.question.columns) {
    const pinned = node(folded(column));
    if (pinned !== undefined) facts.pins.push({ node: pinned, value });
  }
}

interface Columns {
  readonly names: readonly string[] | undefined;
  has(column: string): Has;
  actual(column: string): string;
}

/** The columns of a table as far as they are known; a tenant table has the tenant column. */
function columnsOf(context: Context, range: RangeVar, table: TableName): Columns {
  const { question, schema } = context.around;
  const known = entryOf(schema?.tables, table)?.map(folded);
  const aliases = strings(range.alias?.colnames).map(folded);
  const [only, ...more] = question.columns.map(folded);
  const declared = question.tables !== undefined && more.length === 0 && context.isRequired(table);
  if (aliases.length > 0 && known === undefined)
    context.doubt('an alias renames columns that are not known', range.location);
  const has = (column: string): Has => {
    if (known) return known.includes(column) ? 'yes' : 'no';
    return declared && column === only ? 'yes' : 'maybe';
  };
  if (aliases.length === 0) return { names: known, has, actual: (column) => column };
  // an alias renames the first columns: without a schema nobody knows which those are
  return {
    names: known && [...aliases, ...known.slice(aliases.length)],
    has: (column) => (aliases.includes(column) ? 'yes' : known ? has(column) : 'maybe'),
    actual: (column) => {
      const renamedFrom = aliases.includes(column) ? known?.[aliases.indexOf(column)] : column;
      if (known && renamedFrom !== undefined) return renamedFrom;
      return context.optimistic ? column : `renamed ${column}`;
    },
  };
}
