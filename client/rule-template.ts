/** A rule to fill in, as a snippet. */
export const ruleTemplate = `// A rule says what must hold in every trace; std/otel names the usual operations.
rule \${1:tenant-isolation} "\${2:What is returned belongs to the tenant that asked}" {
  severity \${3|critical,high,medium,low,info|}

  each \${4:database.query} as q
  always { \${0:q.tenant_id == q.user.tenant_id} }

  message "\${5:Tenant {q.user.tenant_id\\} got data of {q.tenant_id\\}}"
}
`;
