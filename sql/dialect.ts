/** The families of SQL that are told apart. `generic` is standard SQL of an unknown product. */
export type Dialect = 'postgresql' | 'mysql' | 'sqlserver' | 'oracle' | 'sqlite' | 'generic';

/** Values of `db.system.name` and of its predecessor `db.system`. */
const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['postgresql', 'postgresql'],
  ['postgres', 'postgresql'],
  ['cockroachdb', 'postgresql'],
  ['aws.redshift', 'postgresql'],
  ['redshift', 'postgresql'],
  ['edb', 'postgresql'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['microsoft.sql_server', 'sqlserver'],
  ['mssql', 'sqlserver'],
  ['mssqlcompact', 'sqlserver'],
  ['sqlserver', 'sqlserver'],
  ['oracle.db', 'oracle'],
  ['oracle', 'oracle'],
  ['sqlite', 'sqlite'],
]);

/** The dialect of a `db.system.name`; every other name, or none, is `generic`. */
export function dialectOf(system: string | undefined): Dialect {
  return DIALECTS.get(system?.toLowerCase() ?? '') ?? 'generic';
}
