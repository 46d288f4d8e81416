import { type Attributes, SpanKind } from '@opentelemetry/api';
import type { Moment } from './calendar.ts';
import type { Random } from './random.ts';
import type { EventSpec, RequestSpec, SpanSpec } from './recorder.ts';

/** What the handlers of the patient API have at hand while they serve a user. */
export interface Call {
  readonly label: string;
  readonly moment: Moment;
  readonly tenant: string;
  readonly random: Random;
}

/** A step inside a request: it says how long it takes; where it starts follows from the steps before it. */
export type Step = Omit<SpanSpec, 'after'>;

/** The user's session, looked up in the cache by a key that starts with the tenant. */
export function sessionLookup(call: Call): Step {
  const key = `${call.tenant}:session:${call.random.hex(8)}`;
  const duration = call.random.between(180, 900);
  return {
    name: 'cache.get',
    kind: SpanKind.CLIENT,
    duration,
    attributes: { 'db.system.name': 'redis', 'db.operation.name': 'GET', tenant_id: call.tenant },
    events: [{ name: 'cache.key', after: 20, attributes: { key } }],
  };
}

/** A connection from the pool, told whose rows it may see: `SET app.current_tenant`. */
export function connection(call: Call): Step {
  const duration = call.random.between(300, 1500);
  return {
    name: 'database.connection',
    kind: SpanKind.INTERNAL,
    duration,
    attributes: { 'db.client.connection.pool.name': 'patients-primary', tenant_id: call.tenant },
    events: [{ name: 'tenant.context_set', after: duration - 100, attributes: { tenant_id: call.tenant } }],
  };
}

export interface Statement {
  readonly operation: 'SELECT' | 'INSERT' | 'UPDATE';
  readonly table: string;
  readonly text: string;
  readonly rows: number;
  /** The tables of the statement on which a row-level security policy acted. */
  readonly policyOn: readonly string[];
  readonly attributes?: Attributes;
}

/** `@WithSpan("database.query")` around one statement. */
export function query(call: Call, statement: Statement): Step {
  const events: EventSpec[] = statement.policyOn.map((table) => ({
    name: 'rls.applied',
    after: 60,
    attributes: { policy: 'tenant_isolation', table },
  }));
  return {
    name: 'database.query',
    kind: SpanKind.CLIENT,
    duration: call.random.between(900, 14_000),
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': 'mediplatform',
      'db.operation.name': statement.operation,
      'db.collection.name': statement.table,
      'db.query.text': statement.text,
      'db.response.returned_rows': statement.rows,
      table: statement.table,
      tenant_id: call.tenant,
      ...statement.attributes,
    },
    events,
  };
}

/** The guard in front of every answer with documents: it records whose rows it saw. It doesn't stop them. */
export function tenantCheck(call: Call, tenantOfRows: string, rows: number): Step {
  return {
    name: 'tenant_check',
    kind: SpanKind.INTERNAL,
    duration: call.random.between(20, 90),
    attributes: { tenant_id: tenantOfRows, 'app.rows.checked': rows },
  };
}

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly route: string;
  readonly path: string;
  readonly query?: string;
  readonly status: number;
}

/** The SERVER span of a request around its steps, one after another. */
export function request(call: Call, endpoint: Endpoint, steps: readonly Step[]): RequestSpec {
  let after = call.random.between(200, 600);
  const children = steps.map((step) => {
    const child = { ...step, after };
    after += step.duration + call.random.between(30, 200);
    return child;
  });
  const attributes: Attributes = {
    'http.request.method': endpoint.method,
    'http.route': endpoint.route,
    'url.path': endpoint.path,
    ...(endpoint.query === undefined ? {} : { 'url.query': endpoint.query }),
    'http.response.status_code': endpoint.status,
    'user.id': `user_${call.random.between(1000, 9999)}`,
    'user.tenant_id': call.tenant,
    tenant_id: call.tenant,
  };
  const duration = after + call.random.between(100, 400);
  return {
    label: call.label,
    moment: call.moment,
    root: { name: 'api.request', kind: SpanKind.SERVER, after: 0, duration, attributes, children },
  };
}
