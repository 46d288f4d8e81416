import { PGlite } from '@electric-sql/pglite';
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements';

/** A PostgreSQL of its own, in memory, that counts every statement. Close it when done. */
export function startPostgres(): Promise<PGlite> {
  return PGlite.create({ extensions: { pg_stat_statements } });
}
