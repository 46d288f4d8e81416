import { SpanKind, type Tracer } from '@opentelemetry/api';
import type { Database, Row } from './database.ts';

const SEARCH = `SELECT d.id, d.title, d.tenant_id
  FROM patients p
  JOIN patient_documents d ON d.patient_id = p.id
  WHERE d.title ILIKE $1
  ORDER BY d.id`;

const FIXED_SEARCH = SEARCH.replace('ON d.patient_id', 'ON d.tenant_id = p.tenant_id AND d.patient_id');

/** The part of MediPlatform that hospitals call: every request is made by one of them, and is to see its data alone. */
export class PatientApi {
  readonly #database: Database;
  readonly #tracer: Tracer;
  readonly #search: string;

  /** @param fixed the search joins on the tenant too */
  constructor(database: Database, tracer: Tracer, fixed: boolean) {
    this.#database = database;
    this.#tracer = tracer;
    this.#search = fixed ? FIXED_SEARCH : SEARCH;
  }

  patients(tenant: string): Promise<Row[]> {
    return this.#request(tenant, 'GET', '/patients', () =>
      this.#database.asTenant(tenant, (query) => query('SELECT tenant_id, id, name FROM patients ORDER BY id')),
    );
  }

  documentsOf(tenant: string, patient: number): Promise<Row[]> {
    const text =
      'SELECT id, title, tenant_id FROM patient_documents WHERE tenant_id = $1 AND patient_id = $2 ORDER BY id';
    return this.#request(tenant, 'GET', '/patients/{id}/documents', () =>
      this.#database.asTenant(tenant, (query) => query(text, [tenant, patient])),
    );
  }

  upload(tenant: string, patient: number, title: string): Promise<Row[]> {
    const text = 'INSERT INTO patient_documents (tenant_id, patient_id, title) VALUES ($1, $2, $3) RETURNING id';
    return this.#request(tenant, 'POST', '/patients/{id}/documents', () =>
      this.#database.asTenant(tenant, (query) => query(text, [tenant, patient, title])),
    );
  }

  /** Relies on row-level security: patients have it. Their documents don't, and another hospital's patient may have the same number. */
  searchDocuments(tenant: string, keyword: string): Promise<Row[]> {
    return this.#request(tenant, 'GET', '/documents', () =>
      this.#database.asTenant(tenant, (query) => query(this.#search, [`%${keyword}%`])),
    );
  }

  #request(tenant: string, method: string, route: string, handle: () => Promise<Row[]>): Promise<Row[]> {
    const attributes = { 'http.request.method': method, 'http.route': route, 'tenant.id': tenant };
    return this.#tracer.startActiveSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, async (span) => {
      try {
        const rows = await handle();
        span.setAttribute('http.response.status_code', 200);
        return rows;
      } finally {
        span.end();
      }
    });
  }
}
