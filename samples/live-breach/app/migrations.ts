import { SpanKind, type Tracer } from '@opentelemetry/api';
import type { Database } from './database.ts';

interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

function policyOn(table: string): string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY tenant_isolation ON ${table} USING (tenant_id = current_setting('app.current_tenant', true))`,
  ];
}

const PATIENTS: Migration = {
  name: '0001_patients',
  statements: [
    `CREATE TABLE patients (
      tenant_id text NOT NULL,
      id integer NOT NULL, -- unique in its hospital only
      name text NOT NULL,
      PRIMARY KEY (tenant_id, id)
    )`,
    ...policyOn('patients'),
    'GRANT SELECT ON patients TO app',
  ],
};

const DOCUMENTS: Migration = {
  name: '0002_patient_documents',
  statements: [
    `CREATE TABLE patient_documents (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      tenant_id text NOT NULL,
      patient_id integer NOT NULL,
      title text NOT NULL
    )`,
    'GRANT SELECT, INSERT ON patient_documents TO app',
  ],
};

/** The schema, one trace for each migration. The one that adds documents forgets their policy, unless it is the fixed one. */
export async function migrate(database: Database, tracer: Tracer, fixed: boolean): Promise<void> {
  const documents = {
    ...DOCUMENTS,
    statements: [...DOCUMENTS.statements, ...(fixed ? policyOn('patient_documents') : [])],
  };
  for (const { name, statements } of [PATIENTS, documents]) {
    await tracer.startActiveSpan(`migrate ${name}`, { kind: SpanKind.INTERNAL }, async (span) => {
      for (const statement of statements) await database.query(statement);
      span.end();
    });
  }
}
