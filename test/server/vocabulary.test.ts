import { afterEach, expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver';
import { TestClient } from './support/language-server';
import { otlp, temporaryWorkspace, writeInto } from './support/workspace';

const RULE = `rule said { each database.query as q always { exists(q.tenant_id) } }
rule gotten { each cache.get as g always { exists(g.key) } }
`;
const query = {
  name: 'SELECT',
  id: 2,
  parent: 1,
  kind: 3,
  attributes: { 'db.query.text': 'SELECT 1', 'acme.tenant': 'a' },
};
const TRACE = otlp([{ name: 'request', id: 1, kind: 2 }, query]);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(files: Readonly<Record<string, string>>): Promise<TestClient> {
  const { folder, remove } = temporaryWorkspace(files);
  cleanups.push(remove);
  const client = await TestClient.start(folder);
  cleanups.push(() => client.stop());
  return client;
}

test.each([
  ['database.query', 0, 23],
  ['cache.get', 1, 22],
])('the definition of the signal %s is in std’s document', async (name, line, character) => {
  const client = await start({ 'rules.fence': RULE });
  await client.open('rules.fence', RULE);
  await client.until(() => client.diagnostics('rules.fence').length > 0);
  const location = await client.request<Location | null>('textDocument/definition', {
    textDocument: { uri: client.uri('rules.fence') },
    position: { line, character },
  });
  expect(location?.uri).toBe('ringfence-pack:/std/otel.fence');
  const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri: location!.uri });
  expect(text.split('\n')[location!.range.start.line]).toContain(`signal ${name}`);
});

test('the tenant’s attributes are those of ringfence.json, from its next change on', async () => {
  const client = await start({ 'rules.fence': RULE, 'a.json': TRACE });
  const { revision } = await client.replayed();
  const verdict = () => client.diagnostics('rules.fence').map(({ message }) => message);
  expect(verdict()[0]).toContain('1 violated');
  writeInto(client.folder, 'ringfence.json', '{ "tenant": "acme.tenant" }');
  await client.fileChanged('ringfence.json', 1);
  await client.replayed(revision);
  expect(verdict()[0]).toContain('1 held');
});
