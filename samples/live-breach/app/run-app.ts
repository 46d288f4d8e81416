import type { PGlite } from '@electric-sql/pglite';
import { Database } from './database.ts';
import { migrate } from './migrations.ts';
import { PatientApi } from './patient-api.ts';
import { startTelemetry } from './telemetry.ts';
import { HOSPITALS, morning } from './workload.ts';

/** What happened, known without any trace. */
export interface Truth {
  /** Statements that the database counted of the application and its migrations. */
  readonly statements: number;
  /** Of those, searches that join documents without their tenant. */
  readonly unfilteredSearches: number;
  /** Searches whose answer had a row of another hospital, as the database knows who owns it. */
  readonly leakingSearches: number;
  readonly searches: number;
}

export interface RunOptions {
  readonly fixed: boolean;
  /** The file that traces are written to. */
  readonly traces: string;
}

/** Sets the database up anew, runs a morning of MediPlatform on it, and counts what happened. */
export async function runApp(postgres: PGlite, { fixed, traces }: RunOptions): Promise<Truth> {
  await prepare(postgres);
  const { tracer, stop } = startTelemetry(traces);
  const database = new Database(postgres, tracer);
  await postgres.exec('SET ROLE migrator');
  await migrate(database, tracer, fixed);
  await as(postgres, null, () => admit(postgres));
  let searches = 0;
  let leakingSearches = 0;
  await postgres.exec('SET ROLE app');
  for await (const { tenant, kind, rows } of morning(new PatientApi(database, tracer, fixed))) {
    if (kind !== 'search') continue;
    searches++;
    if (
      await as(postgres, 'app', () =>
        hasForeign(
          postgres,
          tenant,
          rows.map(({ id }) => Number(id)),
        ),
      )
    )
      leakingSearches++;
  }
  await postgres.exec('RESET ROLE');
  await stop();
  return { ...(await counted(postgres)), leakingSearches, searches };
}

/** An empty schema, and the roles: neither is above row-level security. */
async function prepare(postgres: PGlite): Promise<void> {
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    DROP ROLE IF EXISTS app; DROP ROLE IF EXISTS migrator;
    CREATE ROLE app NOSUPERUSER NOBYPASSRLS; CREATE ROLE migrator NOSUPERUSER NOBYPASSRLS;
    GRANT USAGE ON SCHEMA public TO app; GRANT ALL ON SCHEMA public TO migrator;
    CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA pg_catalog;
    SELECT pg_stat_statements_reset();
  `);
}

/** The patients, who were there before the morning began. */
async function admit(postgres: PGlite): Promise<void> {
  for (const [tenant, [first, last]] of Object.entries(HOSPITALS)) {
    const text =
      "INSERT INTO patients SELECT $1, id, 'Patient ' || id FROM generate_series($2::integer, $3::integer) AS id";
    await postgres.query(text, [tenant, first, last]);
  }
}

/** Runs something as the owner of the database, which sees everything, and goes back to a role. */
async function as<T>(postgres: PGlite, role: 'app' | null, work: () => Promise<T>): Promise<T> {
  await postgres.exec('RESET ROLE');
  const result = await work();
  if (role !== null) await postgres.exec(`SET ROLE ${role}`);
  return result;
}

async function hasForeign(postgres: PGlite, tenant: string, documents: readonly number[]): Promise<boolean> {
  const text = 'SELECT count(*)::integer AS foreign FROM patient_documents WHERE id = ANY ($1) AND tenant_id <> $2';
  const { rows } = await postgres.query<{ foreign: number }>(text, [documents, tenant]);
  return rows[0]!.foreign > 0;
}

/** The database's own log: every statement with how often it ran, by role. */
async function counted(postgres: PGlite): Promise<Pick<Truth, 'statements' | 'unfilteredSearches'>> {
  const { rows } = await postgres.query<{ query: string; calls: number }>(`
    SELECT query, calls::integer FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid
    WHERE rolname IN ('app', 'migrator') AND query !~* '^(re)?set role'`);
  const total = (of: typeof rows) => of.reduce((sum, { calls }) => sum + calls, 0);
  const isUnfiltered = ({ query }: { query: string }) =>
    /JOIN patient_documents/i.test(query) && !/d\.tenant_id = /i.test(query);
  return { statements: total(rows), unfilteredSearches: total(rows.filter(isUnfiltered)) };
}
