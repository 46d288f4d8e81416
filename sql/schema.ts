/**
 * What is known of a database beyond its statements, all of it optional. Names are matched without regard to
 * case; `schema.table` also matches an unqualified `table`.
 */
export interface SqlSchema {
  /** Columns of tables, in their order, so that `INSERT INTO t VALUES (…)`, `SELECT *` and unqualified names can be read. */
  readonly tables?: ReadonlyMap<string, readonly string[]>;
  /** The query of each view, in the dialect of the statement that uses it. */
  readonly views?: ReadonlyMap<string, string>;
  /** Tables whose rows belong to no tenant. */
  readonly shared?: readonly string[];
}

/** A table's name as a statement has it. */
export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** Whether a name of a list or schema file means this table. */
export function meansTable(entry: string, table: TableName): boolean {
  const parts = entry
    .toLowerCase()
    .replaceAll(/["`[\]]/g, '')
    .split('.');
  if (parts.at(-1) !== table.name.toLowerCase()) return false;
  const schema = parts.at(-2);
  return schema === undefined || table.schema === undefined || schema === table.schema.toLowerCase();
}

/** The entry of a map for a table. */
export function entryOf<T>(entries: ReadonlyMap<string, T> | undefined, table: TableName): T | undefined {
  if (entries === undefined) return undefined;
  for (const [name, value] of entries) if (meansTable(name, table)) return value;
  return undefined;
}

export function nameOf({ schema, name }: TableName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** Catalogues and the like, which hold no tenant's rows. */
export function isSystemTable({ schema, name }: TableName): boolean {
  const inSchema = schema?.toLowerCase();
  const table = name.toLowerCase();
  if (inSchema !== undefined && /^(pg_catalog|information_schema|sys|performance_schema|mysql)$/.test(inSchema))
    return true;
  return inSchema === undefined && /^(pg_[a-z_0-9]+|sqlite_(master|schema|temp_master|sequence)|dual)$/.test(table);
}
