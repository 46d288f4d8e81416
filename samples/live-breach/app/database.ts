import type { PGlite, Results } from '@electric-sql/pglite';
import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';

export type Row = Readonly<Record<string, unknown>>;

/**
 * PostgreSQL under instrumentation that does what those for PostgreSQL drivers do: one CLIENT span for each statement, named and
 * attributed by the semantic conventions for databases, parameters included. As their response hooks allow, it also
 * notes whose rows came back (`row.tenant_id`).
 */
export class Database {
  readonly #postgres: PGlite;
  readonly #tracer: Tracer;

  constructor(postgres: PGlite, tracer: Tracer) {
    this.#postgres = postgres;
    this.#tracer = tracer;
  }

  /** A statement of its own. */
  query(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.#traced(text, parameters);
  }

  /** A transaction in which row-level security lets through what is this tenant's. */
  async asTenant<T>(tenant: string, work: (query: Database['query']) => Promise<T>): Promise<T> {
    const query: Database['query'] = (text, parameters = []) => this.query(text, parameters);
    await query('BEGIN');
    try {
      await query("SELECT set_config('app.current_tenant', $1, true)", [tenant]);
      const result = await work(query);
      await query('COMMIT');
      return result;
    } catch (error) {
      await query('ROLLBACK');
      throw error;
    }
  }

  #traced(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const options = { kind: SpanKind.CLIENT, attributes: attributesOf(text, parameters), startTime: now() };
    return this.#tracer.startActiveSpan(summaryOf(text), options, async (span) => {
      try {
        const result = await this.#postgres.query<Row>(text, [...parameters]);
        responseHook(span, result);
        return result.rows;
      } catch (error) {
        span.recordException(error as Error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
        throw error;
      } finally {
        span.end(now());
      }
    });
  }
}

/**
 * Milliseconds with their fractions. The SDK by itself begins spans at whole milliseconds, and then nobody could tell
 * whether the tenant was set before a statement or after it.
 */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function attributesOf(text: string, parameters: readonly unknown[]): Attributes {
  const recorded = parameters.map((value, index) => [`db.query.parameter.${index}`, String(value)] as const);
  return {
    'db.system.name': 'postgresql',
    'db.namespace': 'mediplatform',
    'db.operation.name': text.trimStart().split(/\s/, 1)[0]!.toUpperCase(),
    'db.query.text': text,
    'db.query.summary': summaryOf(text),
    'server.address': 'db.mediplatform.example',
    ...Object.fromEntries(recorded),
  };
}

/** `SELECT patients patient_documents`: low in cardinality, good as a span's name. */
function summaryOf(text: string): string {
  const operation = text.trimStart().split(/\s/, 1)[0]!.toUpperCase();
  const tables = text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\s+(patients|patient_documents)\b/gi);
  return [operation, ...new Set(Array.from(tables, ([, table]) => table!.toLowerCase()))].join(' ');
}

function responseHook(span: Span, { rows, fields }: Results<Row>): void {
  span.setAttribute('db.response.returned_rows', rows.length);
  if (!fields.some(({ name }) => name === 'tenant_id')) return;
  const owners = new Set(rows.map((row) => String(row.tenant_id)));
  span.setAttribute('row.tenant_id', [...owners].sort());
}
