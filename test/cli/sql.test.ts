import { expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf } from '../support/generate/otlp';
import { ringfence } from './capture';

const RULE = `rule filtered "Statements filter by tenant" {
  each database.query as q where exists(q.query)
  always { sql(q.query).filters(tenant_id) }
  message "{sql(q.query).unfiltered(tenant_id)} is read for everyone"
  recommend "{sql(q.query).unfiltered(tenant_id).remedy}"
}
`;

function query(id: number, text: string, more = {}) {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text, ...more };
  return { id, parent: 1, name: 'query', kind: 'client', start: id, attributes } as const;
}

function traces(...statements: string[]): string {
  const request = { id: 1, name: 'GET /', kind: 'server' } as const;
  return otlpOf([request, ...statements.map((text, index) => query(index + 2, text))]);
}

function folderOf(statements: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({ 'rules/r.fence': RULE, 'traces/t.json': traces(...statements), ...more });
}

const OPEN = 'SELECT body FROM notes n JOIN orders o ON o.id = n.order_id WHERE o.tenant_id = $1';

test('check says which tables are open and what would pin them', async () => {
  const cwd = folderOf(["SELECT * FROM orders WHERE tenant_id = 'a'", OPEN, 'SELECT * FROM orders WHERE ten…']);
  const { code, stdout } = await ringfence(['check', 'rules', '--traces', 'traces', '--format', 'json'], { cwd });
  const report = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ held: 1, violated: 1, unproven: 1 });
  const [violation] = report.violations;
  expect(violation.message).toBe('notes is read for everyone');
  expect(violation.recommendation).toEqual([
    'Add n.tenant_id = <tenant> to the condition, or join it with n.tenant_id = o.tenant_id.',
  ]);
  expect(violation.explanation[0].operands).toEqual([
    { name: 'query', value: OPEN, from: 'own' },
    {
      name: 'notes n',
      value: 'Rows are read from notes with no tenant_id pinned to one value.',
      from: 'character 18 of the statement',
    },
    {
      name: 'to pin notes n',
      value: 'Add n.tenant_id = <tenant> to the condition, or join it with n.tenant_id = o.tenant_id.',
      from: 'advice',
    },
  ]);
  const [unproven] = report.unproven;
  expect(unproven.missing).toEqual([{ name: 'sql(query).filters(tenant_id)', reason: 'not computable' }]);
  expect(unproven.explanation[0].operands[1].value).toBe('the text was cut: it ends in an ellipsis');
});

test('explain lays the same out for people', async () => {
  const cwd = folderOf([OPEN]);
  const { code, stdout } = await ringfence(['explain', 'filtered', 'rules', '--traces', 'traces'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('notes n = "Rows are read from notes with no tenant_id pinned to one value."');
  expect(stdout).toContain('(character 18 of the statement)');
});

test('tests of rules read statements too', async () => {
  const cwd = temporaryFolder({
    'r.fence': `${RULE}
test "open" {
  trace { span database.query (query: "SELECT * FROM notes") }
  expect filtered violated 1
}`,
  });
  const { code, stdout } = await ringfence(['test'], { cwd });
  expect(stdout).toContain('1 passed');
  expect(code).toBe(0);
});

test('one rule file’s tenant tables hold for packs and for files that don’t see them', async () => {
  const cwd = folderOf(['SELECT * FROM countries'], { 'rules/tables.fence': 'let multi_tenant_tables = ["orders"]' });
  const { stdout } = await ringfence(['check', 'rules', '--traces', 'traces', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout).summary).toMatchObject({ held: 1, violated: 0 });
});

test('a schema file decides what the text alone doesn’t', async () => {
  const inserted = ["INSERT INTO orders VALUES (1, 'a')", 'SELECT * FROM open_orders', 'SELECT * FROM countries'];
  const schema = `tables:
  orders: [id, tenant_id]
views:
  open_orders: SELECT * FROM orders WHERE closed_at IS NULL
shared: [countries]
`;
  const summary = async (files: Readonly<Record<string, string>>) => {
    const cwd = folderOf(inserted, files);
    const { stdout, stderr } = await ringfence(['check', '--traces', 'traces', '--format', 'json'], { cwd });
    const { held, violated, unproven } = JSON.parse(stdout).summary;
    return { counts: [held, violated, unproven], stderr };
  };
  expect(await summary({ 'ringfence.json': '{}' })).toEqual({ counts: [0, 2, 1], stderr: '' });
  const withSchema = await summary({ 'ringfence.json': '{ "schema": "schema.yaml" }', 'schema.yaml': schema });
  expect(withSchema).toEqual({ counts: [2, 1, 0], stderr: '' });
});

test('a schema file that can’t be read is an error, and what is wrong in one is said', async () => {
  const missing = folderOf(['SELECT 1'], { 'ringfence.json': '{ "schema": "nowhere.yaml" }' });
  const none = await ringfence(['check', '--traces', 'traces'], { cwd: missing });
  expect(none.stderr).toContain('nowhere.yaml');
  expect(none.code).not.toBe(0);
  const odd = folderOf(['SELECT 1'], {
    'ringfence.json': '{ "schema": "s.yaml" }',
    's.yaml': 'tables: { a: 5 }\nx: 1',
  });
  const half = await ringfence(['check', '--traces', 'traces'], { cwd: odd });
  expect(half.stderr).toContain('The columns of a are not a list of names.');
  expect(half.stderr).toContain('The schema has no part “x”.');
});
