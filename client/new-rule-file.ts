import { SnippetString, window, workspace } from 'vscode';

const template = `// A rule says what must hold in every trace; std/otel names the usual operations.
rule \${1:tenant-isolation} "\${2:What is returned belongs to the tenant that asked}" {
  severity \${3|critical,high,medium,low,info|}

  each \${4:database.query} as q
  always { \${0:q.tenant_id == q.user.tenant_id} }

  message "\${5:Tenant {q.user.tenant_id\\} got data of {q.tenant_id\\}}"
}
`;

/** An unsaved rule file with a rule to fill in. */
export async function newRuleFile(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'ringfence' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(template));
}
