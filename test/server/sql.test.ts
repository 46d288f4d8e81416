import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver';
import { TestClient } from './support/language-server';
import { otlp, temporaryWorkspace, writeInto } from './support/workspace';

const RULES = `rule filtered {
  each database.query as q
  always { sql(q.query).filters(tenant_id) }
  message "open: {sql(q.query).unfiltered(tenant_id)}"
}
rule tables {
  each database.query as q
  always { sql(q.query).tables == ["orders"] }
}
test "open" {
  trace { span database.query (query: "SELECT * FROM notes") }
  expect filtered violated 1
}
`;
const query = (id: number, text: string) => ({
  name: 'query',
  id,
  parent: 1,
  kind: 3,
  attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
});
const TRACE = otlp([
  { name: 'GET /', id: 1, kind: 2 },
  query(2, "SELECT * FROM orders WHERE tenant_id = 'a'"),
  query(3, 'SELECT * FROM open_orders'),
]);

let client: TestClient;
let remove: () => void;

beforeAll(async () => {
  const workspace = temporaryWorkspace({ 'rules.fence': RULES, 'traces/a.json': TRACE });
  remove = workspace.remove;
  client = await TestClient.start(workspace.folder);
  await client.replayed();
  const textDocument = { uri: client.uri('rules.fence'), languageId: 'ringfence', version: 1, text: RULES };
  await client.notify('textDocument/didOpen', { textDocument });
});
afterAll(async () => {
  await client?.stop();
  remove?.();
});

function at(needle: string, inside = 0) {
  const before = RULES.slice(0, RULES.indexOf(needle) + inside).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

const verdicts = () => client.diagnostics('rules.fence').map(({ message }) => String(message));

test('statements are judged in the editor', () => {
  expect(verdicts()[0]).toBe('1 violated of 2 checked.');
});

test('the verdict on the span says which table is open, where, and what would pin it', async () => {
  const [mark] = client.diagnostics('traces/a.json');
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri: client.uri('traces/a.json') },
    position: mark!.range.start,
  });
  const { value } = hover.contents as { value: string };
  expect(value).toContain('Rows are read from open_orders with no tenant_id pinned to one value.');
  expect(value).toContain('character 15 of the statement');
  expect(value).toContain('Add open_orders.tenant_id = <tenant> to the condition.');
});

test.each([
  ['sql(q', 1, '`sql`: a SQL statement'],
  ['filters(tenant_id)', 2, '`filters`: whether every tenant table'],
  ['.tables', 3, '`tables`: the tables in it'],
])('hover on %s', async (needle, inside, expected) => {
  const hover = await client.request<Hover | null>('textDocument/hover', {
    textDocument: { uri: client.uri('rules.fence') },
    position: at(needle, inside),
  });
  expect((hover?.contents as { value: string } | undefined)?.value).toContain(expected);
});

test('the parts of a statement are suggested behind its dot', async () => {
  const items = await client.request<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: client.uri('rules.fence') },
    position: at('filters(tenant_id)'),
  });
  const labels = items.map(({ label }) => label);
  expect(labels).toContain('filters');
  expect(labels).toContain('is_valid');
  expect(labels).not.toContain('where');
});

test('a schema file that comes changes the verdicts', async () => {
  const schema = "views:\n  open_orders: SELECT * FROM orders WHERE tenant_id = current_setting('app.tenant')\n";
  writeInto(client.folder, 'schema.yaml', schema);
  writeInto(client.folder, 'ringfence.json', '{ "schema": "schema.yaml" }');
  const uri = client.uri('ringfence.json');
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
  await client.until(() => verdicts()[0]?.includes('held') === true);
});
