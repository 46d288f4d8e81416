import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClient } from './support/language-server';
import { otlp, temporaryWorkspace, writeInto } from './support/workspace';

const RULES = `rule large {
  each work as q
  always { q.size == "big" and q.plan != "none" and q.plan in ["taem"] }
}
`;
const numbers = otlp([
  { name: 'work', id: 1, attributes: { size: 3, plan: 'team' } },
  { name: 'work', id: 2, attributes: { size: 4, plan: 'free' } },
]);
const texts = otlp([{ name: 'work', id: 1, attributes: { size: 'huge', plan: 'taem' } }]);

const workspace = temporaryWorkspace({ 'rules.fence': RULES, 'traces/work.json': numbers });
let client: TestClient;

beforeAll(async () => {
  client = await TestClient.start(workspace.folder);
});
afterAll(async () => {
  await client.stop();
  workspace.remove();
});

const codes = () =>
  client
    .diagnostics('rules.fence')
    .filter(({ code }) => code === 'never-comparable' || code === 'unseen-value')
    .map(({ code, severity, range }) => [code, severity, range.start.line, range.start.character]);

test('names are typed by the traces that were replayed, and anew when these change', async () => {
  const { revision } = await client.replayed();
  await client.until(() => codes().length > 0);
  expect(codes()).toEqual([
    ['never-comparable', 2, 2, 11],
    ['unseen-value', 3, 2, 62],
  ]);
  writeInto(workspace.folder, 'traces/work.json', texts);
  await client.fileChanged('traces/work.json');
  await client.replayed(revision);
  await client.until(() => codes().length === 0);
});
