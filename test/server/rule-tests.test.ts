import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RuleTestItem, TestRun } from '../../protocol';
import { otlpOf } from '../support/generate/otlp';
import { TestClient } from './support/language-server';
import { temporaryWorkspace } from './support/workspace';

const RULES = `rule checked "Every query is checked" {
  each query as q
  always { q.tenant_id == q.user.tenant_id }
}
`;
const TESTS = `test "own" {
  trace { span api.request (kind: server, user.tenant_id: "a") { span query (tenant_id: "a") } }
  expect checked held
}
test "other" {
  trace { span api.request (kind: server, user.tenant_id: "a") { span query (tenant_id: "b") } }
  expect checked held 1
}
test "other" {
  given "traces/t.json"
  expect checked violated 1
}
test "typo" {
  trace { span query }
  expect cheked held
}
`;
const TRACES = otlpOf([{ id: 1, name: 'query', attributes: { tenant_id: 'b', 'user.tenant_id': 'a' } }]);

const workspace = temporaryWorkspace({ 'rules.fence': RULES, 'tests.fence': TESTS, 'traces/t.json': TRACES });
let client: TestClient;

beforeAll(async () => {
  client = await TestClient.start(workspace.folder);
  await client.replayed();
});
afterAll(async () => {
  await client.stop();
  workspace.remove();
});

const listed = () => client.request<RuleTestItem[]>('ringfence/tests');

async function run(title: string, which = 0): Promise<TestRun | null> {
  const found = (await listed()).filter((test) => test.title === title)[which];
  return await client.request('ringfence/runTest', { id: found?.id ?? title });
}

describe('tests of rules in the editor', () => {
  test('are listed with their places', async () => {
    expect(await listed()).toMatchObject([
      {
        title: 'own',
        uri: client.uri('tests.fence'),
        range: { start: { line: 0, character: 0 }, end: { line: 3, character: 1 } },
        rules: ['checked'],
      },
      { title: 'other', range: { start: { line: 4 } } },
      { title: 'other', range: { start: { line: 8 } } },
      { title: 'typo', rules: ['cheked'] },
    ]);
    expect(new Set((await listed()).map(({ id }) => id)).size).toBe(4);
  });

  test('pass', async () => {
    expect(await run('own')).toEqual({ passed: true, failures: [], problems: [] });
    expect(await run('other', 1)).toEqual({ passed: true, failures: [], problems: [] });
  });

  test('fail with what was found and why', async () => {
    const outcome = await run('other');
    expect(outcome).toMatchObject({
      passed: false,
      failures: [
        {
          expectation: 'expect checked held 1',
          expected: '1 held',
          found: '1 violated',
          uri: client.uri('tests.fence'),
          range: { start: { line: 6, character: 2 } },
        },
      ],
    });
    const { why } = outcome!.failures[0]!;
    expect(why).toContain('violated: Every query is checked\n  ✗ q.tenant_id == q.user.tenant_id');
    expect(why).toContain('inherited from api.request');
  });

  test('a test that is gone is none', async () => {
    expect(await run('nothing of this title')).toBeNull();
  });

  test('an expectation of a rule that is not there is marked in the editor', async () => {
    const [typo] = await client.until(() => {
      const found = client.diagnostics('tests.fence').filter(({ code }) => code === 'expected-rule-missing');
      return found.length > 0 && found;
    });
    expect(typo).toMatchObject({
      range: { start: { line: 14, character: 2 } },
      message: 'There is no rule “cheked” to expect this of. Did you mean “checked”?',
    });
  });

  test('follow what is typed', async () => {
    const text = TESTS.replace('test "own"', '\ntest "mine"').replace('expect cheked', 'expect checked');
    await client.open('tests.fence', text);
    await client.until(() => client.diagnostics('tests.fence').every(({ code }) => code !== 'expected-rule-missing'));
    expect((await listed())[0]).toMatchObject({ title: 'mine', range: { start: { line: 1 } } });
    expect(await run('mine')).toMatchObject({ passed: true });
    expect(await run('typo')).toMatchObject({ passed: false, failures: [{ found: '1 unproven' }] });
  });

  test('a file that can not be read is a problem of the test', async () => {
    await client.change('tests.fence', TESTS.replace('traces/t.json', 'traces/gone.json'), 2);
    const outcome = await run('other', 1);
    expect(outcome).toMatchObject({ passed: false, failures: [{ found: 'nothing was judged' }] });
    expect(outcome?.problems).toEqual([expect.stringMatching(/gone\.json: there is no such file/)]);
  });
});
