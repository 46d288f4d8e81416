import type { ShortSpan } from '../support/generate/otlp';

/** An expression of the whitepaper, verbatim, and traces that it must judge so. */
export interface Expression {
  readonly id: string;
  /** What must stand before the rule, such as a list that it names. */
  readonly prelude?: string;
  readonly text: string;
  readonly held: readonly ShortSpan[];
  readonly violated: readonly ShortSpan[];
  readonly unproven: readonly ShortSpan[];
}

const request = (attributes = {}): ShortSpan => ({ id: 1, name: 'api.request', kind: 'server', attributes });
const child = (name: string, attributes = {}, more: Partial<ShortSpan> = {}): ShortSpan => ({
  id: 2,
  parent: 1,
  name,
  attributes,
  ...more,
});
const third = (name: string, attributes = {}, more: Partial<ShortSpan> = {}): ShortSpan => ({
  ...child(name, attributes, more),
  id: 3,
});

const a = { 'user.tenant_id': 'a' };
const documents = { table: 'patient_documents' };
const calls = (n: number, tenant: object): ShortSpan[] =>
  Array.from({ length: n }, (_, i) => ({
    trace: i + 1,
    id: i + 1,
    name: 'api.request',
    start: i,
    attributes: { ...tenant },
  }));
const together = (spans: ShortSpan[]): ShortSpan[] => spans.map((span) => ({ ...span, start: 0 }));
/** A span long before: windows after it are not cut. */
const earlier: ShortSpan = { trace: 900, id: 900, name: 'boot', start: -600_000 };

/** With `first` and then a `second` whose tenant must be the user's. */
function tenantMatches(first: string, second: string): Pick<Expression, 'held' | 'violated' | 'unproven'> {
  return {
    held: [request(a), child(first), third(second, { tenant_id: 'a' })],
    violated: [request(a), child(first), third(second, { tenant_id: 'b' })],
    unproven: [request(a), child(first), third(second)],
  };
}

export const EXPRESSIONS: readonly Expression[] = [
  {
    id: 'tenant-isolation-patient-documents',
    text: `// Multi-tenant isolation: All database queries must filter by tenant_id
trace.has(database.query).where(table == "patient_documents")
  and trace.has(tenant_check).where(tenant_id == user.tenant_id)`,
    held: [request(a), child('database.query', documents), third('tenant_check', { tenant_id: 'a' })],
    violated: [request(a), child('database.query', documents), third('tenant_check', { tenant_id: 'b' })],
    unproven: [request(), child('database.query', documents), third('tenant_check', { tenant_id: 'b' })],
  },
  {
    id: 'rls',
    prelude: 'let multi_tenant_tables = ["orders", "patient_documents"]',
    text: `trace.has(database.query).where(table in multi_tenant_tables)
  and trace.has(rls.applied).where(policy == "tenant_isolation")`,
    held: [request(), child('database.query', documents), third('rls.applied', { policy: 'tenant_isolation' })],
    violated: [request(), child('database.query', documents)],
    unproven: [request(), child('database.query', documents), third('rls.applied')],
  },
  {
    id: 'middleware',
    text: `trace.has(api.request)
  and trace.has(tenant.context_set).where(tenant_id != null)`,
    held: [request(), child('tenant.context_set', { tenant_id: 'a' })],
    violated: [request(), child('tenant.context_set')],
    unproven: [request(), child('tenant.context_set', {}, { droppedAttributes: 1 })],
  },
  {
    id: 'separate-schemas',
    text: `trace.has(database.connection)
  and trace.has(search_path.set).where(schema == tenant.schema)`,
    held: [request({ 'tenant.schema': 's' }), child('database.connection'), third('search_path.set', { schema: 's' })],
    violated: [
      request({ 'tenant.schema': 's' }),
      child('database.connection'),
      third('search_path.set', { schema: 't' }),
    ],
    unproven: [request(), child('database.connection'), third('search_path.set', { schema: 't' })],
  },
  {
    id: 'separate-databases',
    text: `trace.has(database.connection)
  and trace.has(database.instance).where(instance == tenant.database)`,
    held: [
      request({ 'tenant.database': 'd' }),
      child('database.connection'),
      third('database.instance', { 'db.namespace': 'd' }),
    ],
    violated: [
      request({ 'tenant.database': 'd' }),
      child('database.connection'),
      third('database.instance', { instance: 'e' }),
    ],
    unproven: [request({ 'tenant.database': 'd' }), child('database.connection', {}, { droppedEvents: 1 })],
  },
  {
    id: 'data-isolation',
    text: `trace.has(database.query)
  and trace.has(tenant_filter).where(tenant_id == user.tenant_id)`,
    ...tenantMatches('database.query', 'tenant_filter'),
  },
  {
    id: 'cache-isolation',
    text: `trace.has(cache.get)
  and trace.has(cache.key).where(key.starts_with(tenant_id))`,
    held: [request(), child('cache.get'), third('cache.key', { key: 'a:user:1', tenant_id: 'a' })],
    violated: [request(), child('cache.get'), third('cache.key', { key: 'user:1', tenant_id: 'a' })],
    unproven: [request(), child('cache.get'), third('cache.key', { key: 'user:1' })],
  },
  {
    id: 'rate-limit-per-tenant',
    prelude: 'param rate_limit = 3',
    text: 'trace.count(api.request).where(tenant_id == X, window=1min) <= rate_limit',
    held: [earlier, ...calls(3, { tenant_id: 'a' })],
    violated: [earlier, ...together(calls(4, { tenant_id: 'a' }))],
    unproven: calls(3, { tenant_id: 'a' }),
  },
  {
    id: 'connection-isolation',
    text: `trace.has(database.connection)
  and trace.has(tenant.context_set).where(tenant_id == user.tenant_id)`,
    ...tenantMatches('database.connection', 'tenant.context_set'),
  },
  {
    id: 'job-isolation',
    text: `trace.has(job.execute)
  and trace.has(tenant.scope).where(tenant_id == job.tenant_id)
  and trace.count(database.query).where(tenant_id != job.tenant_id) == 0`,
    held: [
      { ...request({ 'job.tenant_id': 'a' }), name: 'job.execute' },
      child('tenant.scope', { tenant_id: 'a' }),
      third('database.query', { tenant_id: 'a' }),
    ],
    violated: [
      { ...request({ 'job.tenant_id': 'a' }), name: 'job.execute' },
      child('tenant.scope', { tenant_id: 'a' }),
      third('database.query', { tenant_id: 'b' }),
    ],
    unproven: [
      { ...request({ 'job.tenant_id': 'a' }), name: 'job.execute' },
      child('tenant.scope', { tenant_id: 'a' }),
      third('database.query'),
    ],
  },
  {
    id: 'audit-log-isolation',
    text: `trace.has(audit.log_query)
  and trace.has(tenant_filter).where(tenant_id == user.tenant_id)`,
    ...tenantMatches('audit.log_query', 'tenant_filter'),
  },
  {
    id: 'metadata-isolation',
    text: `trace.has(api.error).where(status in [403, 404])
  and not trace.has(error.message).where(message.contains(tenant_id))`,
    held: [
      request(),
      child('api.error', { status: 404 }),
      third('error.message', { message: 'not found', tenant_id: 'b' }),
    ],
    violated: [
      request(),
      child('api.error', { status: 403 }),
      third('error.message', { message: 'not in b', tenant_id: 'b' }),
    ],
    unproven: [
      request(),
      child('api.error', { 'http.response.status_code': 404 }),
      third('error.message', { message: 'no' }),
    ],
  },
];

export const ruleOfExpression = ({ id, prelude, text }: Expression): string =>
  `${prelude ?? ''}\nrule ${id} {\n${text}\n}\n`;
