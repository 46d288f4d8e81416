import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver';
import { TestClient } from './support/language-server';
import { otlp, temporaryWorkspace } from './support/workspace';

const RULES = `signal reads = span "orders.read" { shop = shop.id }
attribute tenant_id = tenant.id

rule isolation {
  each reads as q where q.shop == "s1"
  always { q.tenant_id == "a" }
}
`;
const ORDERS = otlp([
  { name: 'api.request', id: 1, kind: 2, attributes: { 'http.request.method': 'GET', 'x-tenant': 'a' } },
  {
    name: 'orders.read',
    id: 2,
    parent: 1,
    attributes: { 'tenant.id': 'hospital_a', 'shop.id': 's1', size: 3 },
    events: [{ name: 'rls.checked' }],
  },
  { name: 'orders.read', id: 3, parent: 1, attributes: { 'tenant.id': 'hospital_b', 'shop.id': 's1' } },
]);
const BILLING = otlp(
  [
    {
      name: 'GET /bills',
      id: 4,
      trace: 2,
      attributes: { 'weird\u001b[31m`name': 'x', 'tenant.id': '[click](http://evil)`' },
    },
  ],
  'billing-api',
);

const workspace = temporaryWorkspace({
  'rules.fence': RULES,
  'traces/orders.json': ORDERS,
  'traces/billing.json': BILLING,
});
let client: TestClient;

beforeAll(async () => {
  client = await TestClient.start(workspace.folder);
  await client.replayed();
  await client.open('rules.fence', RULES);
});
afterAll(async () => {
  await client.stop();
  workspace.remove();
});

let number = 0;
/** Suggestions at `|`, in the order that an editor lists them in. */
async function complete(text: string): Promise<CompletionItem[]> {
  const path = `new${number++}.fence`;
  const [before] = text.split('|') as [string];
  await client.open(path, text.replace('|', ''));
  const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
  const items = await client.request<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: client.uri(path) },
    position,
  });
  return items.sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

const short = (items: readonly CompletionItem[]) => items.map(({ label, detail }) => `${label} (${detail})`);

describe('completion', () => {
  test('lists names seen, then the file’s, then std’s, then the conventions’, told apart by detail', async () => {
    const items = await complete('signal mine = span\nattribute who = a\nrule r { when { | } }');
    const order = ['orders.read', 'rls.checked', 'tenant.id', 'mine', 'who', 'database.query', 'db.query.text', 'has'];
    const places = order.map((label) => items.findIndex((item) => item.label === label));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(order.map((label) => items.find((item) => item.label === label)!.detail)).toEqual([
      'span in traces · 2 · order-api',
      'event in traces · 1 · order-api',
      'span attribute in traces · 3',
      'signal in this file',
      'attribute in this file',
      'signal in std/otel',
      'OpenTelemetry convention · string',
      'whether there is such an occurrence',
    ]);
  });

  test('a name with other characters is written in back quotes, one that can’t be written is left out', async () => {
    const items = await complete('rule r { when { | } }');
    const text = (label: string) => items.find((item) => item.label === label)?.textEdit?.newText;
    expect(text('GET /bills')).toBe('`GET /bills`');
    expect(text('x-tenant')).toBe('`x-tenant`');
    expect(items.some(({ label }) => label.startsWith('weird'))).toBe(false);
  });

  test.each([
    ['values of an attribute', 'rule r { always { a.where(tenant.id == "|") } }', ['hospital_a', 'hospital_b']],
    [
      'values behind an alias',
      'attribute who = tenant.id\nrule r { always { a.where(who in ["|"]) } }',
      ['hospital_a', 'hospital_b'],
    ],
    [
      'values behind a signal’s field',
      'signal s = span { f = shop.id }\nrule r { each s as q always { q.f == "|" } }',
      ['s1'],
    ],
    ['services', 'rule r { services ["|"] }', ['order-api', 'billing-api']],
    ['span names', 'signal s = span "|"', ['orders.read', 'GET /bills', 'api.request']],
    ['event names', 'signal s = event "|"', ['rls.checked']],
  ])('%s', async (_, text, expected) => {
    const items = await complete(text);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(expected));
    expect(items.some(({ label }) => label === 'and')).toBe(false);
  });

  test('a value without quotes is written with them, a number as it is', async () => {
    const text = (items: readonly CompletionItem[]) => items.map((item) => item.textEdit!.newText);
    expect(text(await complete('rule r { always { a.where(tenant.id == |) } }'))).toContain('"hospital_a"');
    expect(text(await complete('rule r { always { a.where(size == |) } }'))).toContain('3');
  });

  test('only what fits: no spans inside where, no attributes inside has', async () => {
    const inside = (await complete('rule r { always { a.where(|) } }')).map(({ label }) => label);
    expect(inside).toContain('tenant.id');
    expect(inside).not.toContain('orders.read');
    const asked = (await complete('rule r { always { trace.has(|) } }')).map(({ label }) => label);
    expect(asked).toContain('orders.read');
    expect(asked).not.toContain('tenant.id');
  });

  test('after a binding come the signal’s fields, then attributes, and only what follows the dot is replaced', async () => {
    const items = await complete(
      'signal s = span "orders.read" { shop = shop.id }\nrule r { each s as q always { q.ten| } }',
    );
    expect(short(items).slice(0, 1)).toEqual(['shop (field of s)']);
    const tenant = items.find(({ label }) => label === 'tenant.id')!;
    expect(tenant.textEdit).toMatchObject({ range: { start: { character: 32 }, end: { character: 35 } } });
  });

  test('after a scope come that scope’s attributes', async () => {
    const items = await complete('rule r { always { a.where(resource.|) } }');
    expect(items[0]).toMatchObject({ label: 'service.name', detail: 'resource attribute in traces · 2' });
  });
});

describe('hover', () => {
  async function hover(text: string): Promise<string> {
    const path = `new${number++}.fence`;
    const offset = text.indexOf('|');
    const before = text.slice(0, offset);
    await client.open(path, text.replace('|', ''));
    const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
    const found = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri(path) },
      position,
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  }

  test('a span’s name: how many there are and in which services', async () => {
    expect(await hover('rule r { when { orders|.read } always { a } }')).toContain(
      '**2** spans of this name in the traces in `order-api`',
    );
  });

  test('an attribute: how often, with which values, and what the conventions say', async () => {
    const text = await hover('rule r { always { a.where(http.request|.method == "GET") } }');
    expect(text).toContain('`http.request.method` is a span attribute in the traces, there **1** times: `"GET"`');
    expect(text).toMatch(/OpenTelemetry convention · string\*\n\nHTTP request method/);
  });

  test('an alias shows what its attributes hold; values are text and never Markdown', async () => {
    const text = await hover('attribute who = tenant.id\nrule r { always { a.where(w|ho == "x") } }');
    expect(text).toContain('Attribute of');
    expect(text).toContain('`tenant.id` is a span attribute in the traces, there **3** times');
    expect(text).toContain('``"[click](http://evil)`"``');
  });

  test('a name that no trace has', async () => {
    expect(await hover('rule r { when { orders.raed| } always { a } }')).toContain(
      'No span or event `orders.raed` in the traces',
    );
  });
});
