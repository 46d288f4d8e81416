import { afterEach, describe, expect, test } from 'vitest';
import type { ChangedFindings, Findings, Inputs } from '../../protocol';
import { TestClient } from './support/language-server';
import { otlp, type TestSpan, temporaryWorkspace } from './support/workspace';

const rule = (id: string, condition: string) =>
  `rule ${id} { each orders.read as q always { ${condition} } message "${id}: {q.tenant_id}" }`;
const read = (id: number, tenant: string): TestSpan => ({
  name: 'orders.read',
  trace: id,
  id,
  attributes: { tenant_id: tenant },
});

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A client that judges as one types, with `rules.fence` open. */
async function typing(files: Readonly<Record<string, string>>): Promise<{ client: TestClient; revision: number }> {
  const { folder, remove } = temporaryWorkspace(files);
  cleanups.push(remove);
  const client = await TestClient.start(folder, {
    settings: { replay: { run: 'onType' } },
    capabilities: { workspace: { configuration: true } },
  });
  cleanups.push(() => client.stop());
  const { revision } = await client.replayed();
  await client.open('rules.fence', files['rules.fence']!);
  return { client, revision: (await client.replayed(revision)).revision };
}

describe('one rule of several is changed', () => {
  const spans = otlp([read(1, 'a'), read(2, 'b')]);

  test('the others say what they said, where they are now', async () => {
    const { client, revision } = await typing({
      'rules.fence': `${rule('x', 'q.tenant_id == "a"')}\n${rule('y', 'q.tenant_id == "b"')}\n`,
      'a.json': spans,
    });
    const inputs = (await client.request<Inputs>('ringfence/inputs')).files;
    const known = (await client.request<Findings>('ringfence/findings')).rules.map(({ version }) => version);
    const changed = `${rule('x', 'q.tenant_id != ""')}\n\n\n${rule('y', 'q.tenant_id == "b"')}\n`;
    await client.change('rules.fence', changed, 2);
    await client.replayed(revision);
    expect(client.state!.summary).toMatchObject({ rules: 2, violated: 1, held: 3 });
    const { rules } = await client.request<Findings>('ringfence/findings');
    expect(rules.map(({ id, violated, range }) => [id, violated, range.start.line])).toEqual([
      ['x', 0, 0],
      ['y', 1, 3],
    ]);
    expect(rules[1]!.findings.map(({ message }) => message)).toEqual(['y: a']);
    const asked = await client.request<ChangedFindings>('ringfence/findings', { known });
    expect(asked.rules).toEqual([rules[0], { kept: rules[1]!.version, uri: rules[1]!.uri, range: rules[1]!.range }]);
    const [mark, ...others] = client.diagnostics('a.json');
    expect(others).toEqual([]);
    expect(mark).toMatchObject({
      message: 'y: a',
      relatedInformation: [{ location: { range: { start: { line: 3 } } } }],
    });
    const shown = client.diagnostics('rules.fence').filter(({ code }) => code === 'verdicts');
    expect(shown.map(({ range, message }) => [range.start.line, message])).toEqual([
      [0, '2 held of 2 checked.'],
      [3, '1 violated of 2 checked.'],
    ]);
    expect(shown[1]!.relatedInformation).toMatchObject([{ location: { uri: client.uri('a.json') } }]);
    expect((await client.request<Inputs>('ringfence/inputs')).files).toEqual(inputs);
  });

  test('and there and back again', async () => {
    const text = `${rule('x', 'q.tenant_id == "a"')}\n`;
    let { client, revision } = await typing({ 'rules.fence': text, 'a.json': spans });
    const before = client.diagnostics('a.json');
    expect(before.map(({ message }) => message)).toEqual(['x: b']);
    for (const [version, condition] of ['q.tenant_id == "b"', 'q.tenant_id == "a"'].entries()) {
      await client.change('rules.fence', `${rule('x', condition)}\n`, version + 2);
      ({ revision } = await client.replayed(revision));
      const own = condition.endsWith('"a"') ? ['x: b'] : ['x: a'];
      expect(client.diagnostics('a.json').map(({ message }) => message)).toEqual(own);
    }
    expect(client.diagnostics('a.json')).toEqual(before);
  });
});

test('where very much fails while one types, verdicts come first and marks follow', async () => {
  const many = Array.from({ length: 3_000 }, (_, i) => otlp([read(i + 1, i === 0 ? 'b' : 'a')]));
  const half = many.length / 2;
  let { client, revision } = await typing({
    'rules.fence': rule('x', 'q.tenant_id == "a"'),
    'a.jsonl': many.slice(0, half).join('\n'),
    'b.jsonl': many.slice(half).join('\n'),
  });
  const marked = () => ['a.jsonl', 'b.jsonl'].map((file) => client.diagnostics(file).length);
  expect(marked()).toEqual([1, 0]);
  await client.change('rules.fence', rule('x', 'q.tenant_id == "c"'), 2);
  ({ revision } = await client.replayed(revision));
  expect(client.state!.summary).toMatchObject({ checked: 3_000, violated: 3_000 });
  const { rules } = await client.request<Findings>('ringfence/findings');
  expect(rules[0]!.findings).toHaveLength(1_000);
  // a thousand and the count of the rest
  await client.until(() => marked().every((count) => count === 1_001));
  expect(client.diagnostics('b.jsonl').at(-1)!.message).toMatch(/^500 more verdicts in this file/);
  await client.change('rules.fence', rule('x', 'q.tenant_id == "a"'), 3);
  await client.replayed(revision);
  expect(marked()).toEqual([1, 0]);
});
