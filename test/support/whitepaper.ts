/** The rule expressions of the multi-tenancy whitepaper, as printed there. */
export const WHITEPAPER: Readonly<Record<string, string>> = {
  'patient-documents': `trace.has(database.query).where(table == "patient_documents")
  and trace.has(tenant_check).where(tenant_id == user.tenant_id)`,
  'row-level-security': `trace.has(database.query).where(table in multi_tenant_tables)
  and trace.has(rls.applied).where(policy == "tenant_isolation")`,
  middleware: `trace.has(api.request)
  and trace.has(tenant.context_set).where(tenant_id != null)`,
  'separate-schemas': `trace.has(database.connection)
  and trace.has(search_path.set).where(schema == tenant.schema)`,
  'separate-databases': `trace.has(database.connection)
  and trace.has(database.instance).where(instance == tenant.database)`,
  'data-isolation': `trace.has(database.query)
  and trace.has(tenant_filter).where(tenant_id == user.tenant_id)`,
  'cache-isolation': `trace.has(cache.get)
  and trace.has(cache.key).where(key.starts_with(tenant_id))`,
  'rate-limit-isolation': `trace.count(api.request).where(tenant_id == X, window=1min) <= rate_limit`,
  'connection-isolation': `trace.has(database.connection)
  and trace.has(tenant.context_set).where(tenant_id == user.tenant_id)`,
  'job-isolation': `trace.has(job.execute)
  and trace.has(tenant.scope).where(tenant_id == job.tenant_id)
  and trace.count(database.query).where(tenant_id != job.tenant_id) == 0`,
  'audit-log-isolation': `trace.has(audit.log_query)
  and trace.has(tenant_filter).where(tenant_id == user.tenant_id)`,
  'metadata-isolation': `trace.has(api.error).where(status in [403, 404])
  and not trace.has(error.message).where(message.contains(tenant_id))`,
};

/** What the expressions leave to their surroundings. */
export const WHITEPAPER_DECLARATIONS = `let multi_tenant_tables = ["orders", "patients", "patient_documents"]
param rate_limit = 3
`;

/** A file with one of the expressions as its only rule. */
export function whitepaperRule(id: keyof typeof WHITEPAPER): string {
  return `${WHITEPAPER_DECLARATIONS}rule ${id} {\n${WHITEPAPER[id]}\n}\n`;
}
