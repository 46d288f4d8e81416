import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic, Hover } from 'vscode-languageserver';
import type { Findings, Inputs, Place } from '../../protocol';
import { type StartOptions, TestClient } from './support/language-server';
import { otlp, type TestSpan, temporaryWorkspace, writeInto } from './support/workspace';

const RULE = `rule isolation "Reads stay inside their tenant" {
  severity critical
  each orders.read as q
  always { q.tenant_id == "a" }
  message "Order of {q.tenant_id} read"
}
`;
const request = (id: number): TestSpan => ({ name: 'api.request', id, kind: 2 });
const read = (id: number, tenant: string | null, parent = 1): TestSpan => ({
  name: 'orders.read',
  id,
  parent,
  attributes: tenant === null ? {} : { tenant_id: tenant },
});
const TRACE = otlp([request(1), read(2, 'a'), read(3, 'b'), read(4, null)]);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: StartOptions = {},
): Promise<TestClient> {
  const { folder, remove } = temporaryWorkspace(files);
  cleanups.push(remove);
  const client = await TestClient.start(folder, options);
  cleanups.push(() => client.stop());
  return client;
}

const lineOf = ({ range }: Diagnostic) => range.start.line;
const messages = (list: readonly Diagnostic[]) => list.map(({ message }) => message);
/** What a diagnostic's range covers. */
const covered = (text: string, { range: { start, end } }: Diagnostic) =>
  text.split('\n')[start.line]!.slice(start.character, end.character);

describe('after opening a folder', () => {
  test('the rule has its counts and links to the spans', async () => {
    const client = await start({ 'rules.fence': RULE, 'traces/a.json': TRACE });
    await client.replayed();
    const [verdict] = client.diagnostics('rules.fence');
    expect(verdict).toMatchObject({ severity: 1, message: '1 violated · 1 unproven of 3 checked.' });
    expect(covered(RULE, verdict!)).toBe('isolation');
    const related = verdict!.relatedInformation!;
    expect(related.map(({ message }) => message)).toEqual([
      'violated · b · order-api · Order of b read',
      'unproven · order-api · Order of (absent) read',
    ]);
    expect(related[0]!.location.uri).toBe(client.uri('traces/a.json'));
  });

  test('the trace file has the verdict on the very span, with the rule’s message, severity and id', async () => {
    const client = await start({ 'rules.fence': RULE, 'traces/a.json': TRACE });
    await client.replayed();
    const marks = client.diagnostics('traces/a.json');
    expect(marks.map((mark) => [covered(TRACE, mark), mark.message, mark.severity, mark.code])).toEqual([
      ['"spanId":"0000000000000003"', 'Order of b read', 1, 'isolation'],
      ['"spanId":"0000000000000004"', 'Unproven: Order of (absent) read', 2, 'isolation'],
    ]);
    expect(marks[0]!.codeDescription!.href).toBe(`${client.uri('rules.fence')}#L1`);
  });

  test('the findings and inputs can be asked for', async () => {
    const client = await start({ 'rules.fence': RULE, 'traces/a.json': TRACE });
    const { revision, summary } = await client.replayed();
    expect(summary).toMatchObject({ rules: 1, traces: 1, spans: 4, checked: 3, held: 1, violated: 1, unproven: 1 });
    const findings = await client.request<Findings>('ringfence/findings');
    expect(findings.revision).toBe(revision);
    const [rule] = findings.rules;
    expect(rule).toMatchObject({ id: 'isolation', severity: 'critical', checked: 3, uri: client.uri('rules.fence') });
    expect(rule!.findings.map((one) => [one.verdict, one.tenant, one.missing, one.witnesses[0]!.name])).toEqual([
      ['violated', 'b', [], 'orders.read'],
      ['unproven', null, [expect.stringMatching(/tenant_id.*: absent/)], 'orders.read'],
    ]);
    const { files } = await client.request<Inputs>('ringfence/inputs');
    expect(files).toMatchObject([
      { uri: client.uri('traces/a.json'), format: 'otlp-json', spans: 4, problems: 0, skipped: null },
    ]);
  });

  test('a rule whose id is in the word before it is marked at its id', async () => {
    const rule = 'rule r { always { trace.has(audit) } }';
    const client = await start({ 'rules.fence': rule, 'a.json': TRACE });
    await client.replayed();
    const [verdict] = client.diagnostics('rules.fence').filter(({ code }) => code === 'verdicts');
    expect(verdict!.range).toEqual({ start: { line: 0, character: 5 }, end: { line: 0, character: 6 } });
  });

  test('a hover on a marked span explains the verdict', async () => {
    const client = await start(
      { 'rules.fence': RULE, 'traces/a.json': TRACE },
      { capabilities: { textDocument: { hover: { dynamicRegistration: true } } } },
    );
    await client.replayed();
    const [mark] = client.diagnostics('traces/a.json');
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: client.uri('traces/a.json') },
      position: mark!.range.start,
    });
    expect(hover.range).toEqual(mark!.range);
    expect((hover.contents as { value: string }).value).toMatch(
      /\*\*violated\*\* by isolation[\s\S]*✗ q\.tenant_id == "a"\n +\S*tenant_id = b · own/,
    );
    expect(client.registrations.map(({ method }) => method)).toContain('textDocument/hover');
  });

  test('a rule whose every subject holds is only hinted at', async () => {
    const client = await start({ 'rules.fence': RULE, 'traces/a.json': otlp([request(1), read(2, 'a')]) });
    await client.replayed();
    expect(client.diagnostics('rules.fence')).toMatchObject([{ severity: 4, message: '1 held of 1 checked.' }]);
    expect(client.diagnostics('traces/a.json')).toEqual([]);
  });

  test('a rule that checked nothing is no pass, and says which name was never seen', async () => {
    const rule = RULE.replace('orders.read', 'orders.raed');
    const client = await start({ 'rules.fence': rule, 'traces/a.json': TRACE });
    await client.replayed();
    const [verdict] = client.diagnostics('rules.fence').filter(({ code }) => code === 'vacuous');
    expect(verdict).toMatchObject({ severity: 2 });
    expect(verdict!.message).toMatch(/^Vacuous.*Nothing in the traces is orders\.raed\./);
  });
});

describe('spans that no editor shows as text', () => {
  const wide = otlp([request(1), ...Array.from({ length: 100 }, (_, i) => read(i + 2, 'a')), read(900, 'b')]);

  test('beyond the last rendered column the file has a count with links, and a click opens the span’s document', async () => {
    const client = await start({ 'rules.fence': RULE, 'a.json': wide });
    await client.replayed();
    const uri = 'ringfence-span:/00000000000000000000000000000001/0000000000000384.yaml';
    expect(client.diagnostics('a.json')).toMatchObject([
      {
        code: 'more-verdicts',
        severity: 3,
        message: expect.stringMatching(/^1 more verdict in this file is not shown/),
        relatedInformation: [{ location: { uri } }],
      },
    ]);
    const { rules } = await client.request<Findings>('ringfence/findings');
    const place = await client.request<Place>('ringfence/reveal', rules[0]!.findings[0]!.witnesses[0]);
    expect(place.uri).toBe(uri);
    const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri });
    expect(text).toMatch(/^# .*a\.json.*\n\n# VIOLATED isolation\n# {3}Order of b read\n/);
    expect(text).toMatch(/\nname: orders\.read\nkind: internal\n/);
    expect(text).toMatch(/\nattributes:\n {2}tenant_id: b\n/);
    await client.until(() => client.diagnosticsOfUri(uri).length > 0);
    expect(client.diagnosticsOfUri(uri)).toMatchObject([{ message: 'Order of b read', range: { start: { line: 2 } } }]);
    await client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.until(() => client.diagnosticsOfUri(uri).length === 0);
  });

  test('a binary file has no text: its rule links to the spans’ documents', async () => {
    const sample = join(import.meta.dirname, '../../samples/mediplatform');
    const client = await start({
      'isolation.fence': readFileSync(join(sample, 'isolation.fence')),
      'october.binpb': readFileSync(join(sample, 'traces/2024-10.binpb')),
    });
    await client.replayed();
    const { rules } = await client.request<Findings>('ringfence/findings');
    const rule = rules.find(({ id }) => id === 'patient-documents-per-query')!;
    const [finding] = rule.findings;
    const place = await client.request<Place>('ringfence/reveal', finding!.witnesses[0]);
    expect(place.uri).toMatch(/^ringfence-span:\/[0-9a-f]{32}\/[0-9a-f]{16}\.yaml$/);
    const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri: place.uri });
    expect(text).toMatch(/^# .*october\.binpb, byte \d+\n[\s\S]*# VIOLATED patient-documents-per-query\n/);
    expect(text).toContain('db.query.text: SELECT pd.*');
    const verdict = client
      .diagnostics('isolation.fence')
      .find(({ range }) => range.start.line === rule.range.start.line);
    expect(verdict!.relatedInformation!.map(({ location }) => location.uri)).toContain(place.uri);
    expect(client.diagnostics('october.binpb').map(({ code }) => code)).toEqual(['more-verdicts']);
  });

  test('a span document holds what the rules never asked for', async () => {
    const spans = [
      request(1),
      {
        ...read(3, 'b'),
        attributes: { tenant_id: 'b', 'db.query.text': 'SELECT 1' },
        events: [{ name: 'log', attributes: { level: 'warn' } }],
      },
    ];
    const client = await start({ 'rules.fence': RULE, 'a.json': otlp(spans) });
    await client.replayed();
    const uri = 'ringfence-span:/00000000000000000000000000000001/0000000000000003.yaml';
    const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri });
    expect(text).toContain('db.query.text: SELECT 1');
    expect(text).toMatch(/events:\n {2}- name: log\n[\s\S]*level: warn/);
  });

  test('a span that nobody has says so', async () => {
    const client = await start({ 'rules.fence': RULE, 'a.json': TRACE });
    await client.replayed();
    const uri = 'ringfence-span:/00000000000000000000000000000001/00000000000000ff.yaml';
    const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri });
    expect(text).toMatch(/^# Span 00000000000000ff .* is in none of the trace files/);
  });
});

test('a file shows at most 1,000 verdicts, violations first, and counts the rest', async () => {
  const lines = Array.from({ length: 1_500 }, (_, i) =>
    otlp([{ ...read(i + 1, i < 300 ? null : 'b', 0), trace: i + 1 }]),
  );
  const client = await start({ 'rules.fence': RULE, 'a.jsonl': `${lines.join('\n')}\n` });
  await client.replayed();
  // so many are marked after the verdicts are there
  await client.until(() => client.diagnostics('a.jsonl').length > 0);
  const diagnostics = client.diagnostics('a.jsonl');
  const marks = diagnostics.filter(({ code }) => code === 'isolation');
  expect(marks).toHaveLength(1_000);
  expect(messages(marks).every((message) => message === 'Order of b read')).toBe(true);
  expect(marks.map(lineOf)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 300));
  const rest = diagnostics.filter(({ code }) => code === 'more-verdicts');
  expect(messages(rest)).toEqual(['500 more verdicts in this file are not shown here: see the Violations view.']);
  const { rules } = await client.request<Findings>('ringfence/findings');
  expect(rules[0]).toMatchObject({ violated: 1_200, unproven: 300 });
  expect(rules[0]!.findings).toHaveLength(1_000);
});

describe('rules run again', () => {
  test('when a trace file changes, appears or vanishes', async () => {
    const client = await start({ 'rules.fence': RULE, 'a.json': TRACE });
    let { revision } = await client.replayed();
    writeInto(client.folder, 'a.json', otlp([request(1), read(2, 'a')]));
    await client.fileChanged('a.json');
    ({ revision } = await client.replayed(revision));
    expect(client.diagnostics('a.json')).toEqual([]);
    expect(client.state!.summary).toMatchObject({ checked: 1, violated: 0 });
    writeInto(
      client.folder,
      'b.json',
      otlp([
        { ...request(1), trace: 2 },
        { ...read(2, 'b'), trace: 2 },
      ]),
    );
    await client.fileChanged('b.json', 1);
    ({ revision } = await client.replayed(revision));
    expect(messages(client.diagnostics('b.json'))).toEqual(['Order of b read']);
    unlinkSync(`${client.folder}/b.json`);
    await client.fileChanged('b.json', 3);
    await client.replayed(revision);
    expect(client.diagnostics('b.json')).toEqual([]);
  });

  test('on save, with attributes that no rule asked for before', async () => {
    const spans = [request(1), { ...read(2, 'a'), attributes: { tenant_id: 'a', region: 'eu' } }];
    const client = await start({ 'rules.fence': RULE, 'a.json': otlp(spans) });
    const { revision } = await client.replayed();
    await client.open('rules.fence', RULE);
    const next = (await client.replayed(revision)).revision;
    const changed = RULE.replace('q.tenant_id == "a"', 'q.region == "us"').replace('{q.tenant_id}', '{q.region}');
    await client.change('rules.fence', changed, 2);
    await client.save('rules.fence');
    await client.replayed(next);
    expect(messages(client.diagnostics('a.json'))).toEqual(['Order of eu read']);
  });

  test('on save, with attributes of events and resources that no rule asked for before, while other rules say what they said', async () => {
    const event = { name: 'copied', attributes: { to: 'b' } };
    const spans = [request(1), { ...read(2, 'a'), events: [event] }, read(3, 'b')];
    const other = RULE.replace('isolation', 'other').replace('Order of', 'Other order of');
    const text = `${RULE}\n${other}`;
    const client = await start({ 'rules.fence': text, 'a.json': otlp(spans), 'b.json': otlp([read(9, 'z', 0)]) });
    const { revision } = await client.replayed();
    await client.open('rules.fence', text);
    let next = (await client.replayed(revision)).revision;
    expect(messages(client.diagnostics('b.json'))).toEqual(['Order of z read', 'Other order of z read']);
    const condition = 'q.resource.service.namespace == "eu" or q.has(copied).where(to == "b")';
    for (const changed of [text.replace('q.tenant_id == "a"', condition), text]) {
      await client.change('rules.fence', changed, next);
      await client.save('rules.fence');
      next = (await client.replayed(next)).revision;
      const own = changed === text ? 'Order of' : 'Unproven: Order of';
      const shown = (file: string) => new Set(messages(client.diagnostics(file)));
      expect(shown('b.json')).toEqual(new Set([`${own} z read`, 'Other order of z read']));
      expect(shown('a.json')).toEqual(new Set([`${own} b read`, 'Other order of b read']));
    }
  });

  test('as one types, with attributes that nothing has', async () => {
    const settings = { replay: { run: 'onType' } };
    const client = await start(
      { 'rules.fence': RULE, 'a.json': TRACE },
      { settings, capabilities: { workspace: { configuration: true } } },
    );
    let { revision } = await client.replayed();
    await client.open('rules.fence', RULE);
    ({ revision } = await client.replayed(revision));
    await client.change('rules.fence', RULE.replace('q.tenant_id == "a"', 'q.reg == "a"'), 2);
    await client.replayed(revision);
    expect(client.state!.summary).toMatchObject({ checked: 3, violated: 0, unproven: 3 });
  });

  test('never by themselves where the settings say so, and on request', async () => {
    const settings = { replay: { run: 'manually' } };
    const client = await start(
      { 'rules.fence': RULE, 'a.json': TRACE },
      { settings, capabilities: { workspace: { configuration: true } } },
    );
    await client.open('rules.fence', RULE);
    await client.until(() => client.registrations.length > 0);
    expect(client.states).toEqual([]);
    await client.request('ringfence/replay');
    expect(client.state).toMatchObject({ phase: 'idle', revision: 1, summary: { violated: 1 } });
  });

  test('as one types, over what is in memory, while the rule is whole', async () => {
    const known = { ...read(2, 'a'), attributes: { tenant_id: 'a', region: 'eu' } };
    const settings = { replay: { run: 'onType' } };
    const client = await start(
      { 'rules.fence': RULE, 'a.json': otlp([request(1), known, read(3, 'b'), read(4, null)]) },
      { settings, capabilities: { workspace: { configuration: true } } },
    );
    let { revision } = await client.replayed();
    await client.open('rules.fence', RULE);
    ({ revision } = await client.replayed(revision));
    await client.change('rules.fence', RULE.replace('== "a"', '=='), 2);
    await client.change('rules.fence', RULE.replace('q.tenant_id == "a"', 'q.region == "a"'), 3);
    await client.change('rules.fence', RULE.replace('== "a"', '== "b"'), 4);
    ({ revision } = await client.replayed(revision));
    expect(messages(client.diagnostics('a.json'))).toEqual(['Order of a read', 'Unproven: Order of (absent) read']);
    await client.change('rules.fence', RULE.replace('q.tenant_id == "a"', 'q.region == "a"'), 5);
    await client.save('rules.fence');
    await client.replayed(revision);
    expect(client.state!.summary).toMatchObject({ checked: 3, violated: 1, unproven: 2 });
  });

  test('over traces whose change nobody told of, right after', async () => {
    const client = await start(
      { 'rules.fence': RULE, 'a.json': TRACE },
      { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } },
    );
    let { revision } = await client.replayed();
    await client.open('rules.fence', RULE);
    ({ revision } = await client.replayed(revision));
    writeInto(client.folder, 'a.json', otlp([request(1), read(2, 'a')]));
    await client.save('rules.fence');
    await client.until(() => client.state?.summary?.checked === 1);
    expect(client.state!.summary).toMatchObject({ checked: 1, violated: 0 });
  });

  test('in no more memory than the settings say, and say what was left out', async () => {
    // less than nothing, since what a thread has before it reads anything may shrink
    const settings = { replay: { memory: -1000 } };
    const client = await start(
      { 'rules.fence': RULE, 'a.json': TRACE },
      { settings, capabilities: { workspace: { configuration: true } } },
    );
    await client.replayed();
    const { files } = await client.request<Inputs>('ringfence/inputs');
    expect(files).toMatchObject([
      { uri: client.uri('a.json'), spans: 0, problems: 1, skipped: expect.stringContaining('memory') },
    ]);
    expect(client.state!.summary).toMatchObject({ checked: 0, problems: 1 });
  });

  test('severities are those of the settings', async () => {
    const settings = { diagnostics: { severity: { critical: 'information', unproven: 'none' } } };
    const client = await start(
      { 'rules.fence': RULE, 'a.json': TRACE },
      { settings, capabilities: { workspace: { configuration: true } } },
    );
    await client.replayed();
    expect(client.diagnostics('a.json').map(({ severity, message }) => [severity, message])).toEqual([
      [3, 'Order of b read'],
    ]);
  });
});

describe('a long replay', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => otlp([{ ...read(i + 1, 'b', 0), trace: i + 1 }]));

  test('can be cancelled, leaves the last verdicts, and the next one finishes', async () => {
    const client = await start({ 'rules.fence': RULE, 'a.json': TRACE });
    const { revision } = await client.replayed();
    writeInto(client.folder, 'b.jsonl', lines.join('\n'));
    const replay = client.request('ringfence/replay');
    await client.until(() => client.state?.phase === 'running');
    await client.notify('ringfence/cancelReplay', undefined);
    await replay;
    expect(client.state).toMatchObject({ phase: 'cancelled', revision });
    expect(messages(client.diagnostics('a.json'))).toContain('Order of b read');
    await client.request('ringfence/replay');
    expect(client.state).toMatchObject({ phase: 'idle', summary: { violated: 20_001 } });
    // what takes long to list and to mark comes after the verdicts
    const rest = await client.until(() => client.diagnostics('b.jsonl').find(({ code }) => code === 'more-verdicts'));
    expect(rest.message).toMatch(/^At least 18,999 more verdicts in this file/);
  });

  test('reads to its end though files are opened and saved meanwhile, and rules run once more', async () => {
    const client = await start({ 'rules.fence': RULE, 'b.jsonl': lines.join('\n') });
    await client.until(() => client.state?.phase === 'running');
    await client.open('rules.fence', RULE);
    await client.save('rules.fence');
    await client.save('rules.fence');
    await client.until(() => client.state!.phase === 'idle' && client.state!.revision === 2);
  });

  test('shows progress that can be cancelled, and the editor is answered meanwhile', async () => {
    const text = lines.join('\n');
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.jsonl`, text]));
    const client = await start(
      { 'rules.fence': RULE, ...files },
      { capabilities: { window: { workDoneProgress: true } } },
    );
    await client.until(() => client.state?.phase === 'running');
    await client.open('rules.fence', RULE);
    const symbols = await client.request<unknown[]>('textDocument/documentSymbol', {
      textDocument: { uri: client.uri('rules.fence') },
    });
    expect(symbols).toHaveLength(1);
    expect(client.state!.phase).toBe('running');
    await client.replayed();
    expect(client.progress.at(0)).toMatchObject({ kind: 'begin', title: 'Ringfence', cancellable: true });
    await client.until(() => client.progress.at(-1)?.kind === 'end');
  });
});

describe('bad input', () => {
  test('a broken rule file has its errors, the others still run', async () => {
    const client = await start({ 'rules.fence': RULE, 'broken.fence': 'rule broken { always { ', 'a.json': TRACE });
    await client.replayed();
    expect(client.diagnostics('broken.fence').some(({ severity }) => severity === 1)).toBe(true);
    expect(messages(client.diagnostics('a.json'))).toContain('Order of b read');
    expect(client.state!.summary!.problems).toBeGreaterThan(0);
  });

  test('mistakes in ringfence.json stand in it, whatever its lines', async () => {
    const settings = '{\n  "rulez": [\n    "a"\n  ],\n  "traces": "x"\n}\n';
    const client = await start({ 'rules.fence': RULE, 'ringfence.json': settings });
    await client.replayed();
    const [mistake] = client.diagnostics('ringfence.json');
    expect(mistake!.message).toContain('rulez');
    expect(covered(settings, mistake!)).toContain('rulez');
  });

  test('rules in YAML are judged and marked in their file', async () => {
    const yaml = `rules:
  - id: reads-stay-inside
    name: Reads stay inside
    condition: trace.has(orders.read).where(tenant_id == "b") and trace.has(audit)
`;
    const client = await start({ 'pack.yaml': yaml, 'a.json': TRACE });
    await client.replayed();
    const [verdict] = client.diagnostics('pack.yaml').filter(({ code }) => code === 'verdicts');
    expect(verdict).toMatchObject({
      message: expect.stringMatching(/^1 violated of 1 checked/),
      range: { start: { line: 1 } },
    });
    expect(covered(yaml, verdict!)).toContain('reads-stay-inside');
  });

  test('an empty folder says what is missing', async () => {
    const client = await start({});
    const { message } = await client.replayed();
    expect(message).toMatch(/no rule files/);
  });

  test('so does one without traces', async () => {
    const client = await start({ 'rules.fence': RULE });
    const { message } = await client.replayed();
    expect(message).toMatch(/no trace files/);
  });

  test('files of another kind are listed with the reason, bad lines with their place', async () => {
    const client = await start({
      'rules.fence': RULE,
      'a.jsonl': `${TRACE}\nnot JSON\n${otlp([{ ...read(9, 'b'), trace: 7 }])}\n`,
      'logs.json': '{"resourceLogs":[]}',
      'package.json': '{"name":"x"}',
    });
    await client.replayed();
    const { files } = await client.request<Inputs>('ringfence/inputs');
    const of = (name: string) => files.find(({ uri }) => uri.endsWith(name));
    expect(of('a.jsonl')).toMatchObject({ spans: 5, problems: 1, listed: [{ line: 2 }] });
    expect(of('logs.json')?.skipped).toMatch(/logs/);
    expect(of('package.json')?.skipped ?? 'not listed').toBeTruthy();
    expect(client.state!.summary).toMatchObject({ violated: 2, problems: 1 });
  });

  test.skipIf(process.getuid?.() === 0)('a folder without rights is named', async () => {
    const client = await start({ 'rules.fence': RULE, 'closed/a.fence': '' });
    chmodSync(`${client.folder}/closed`, 0);
    cleanups.push(() => chmodSync(`${client.folder}/closed`, 0o755));
    await client.fileChanged('rules.fence');
    await client.until(() => client.messages.some((message) => /closed.*permission denied/.test(message)));
  });

  test('a single file without a folder is checked', async () => {
    const client = await start(
      { 'alone.fence': 'rule x { always { a && b } }', 'other.fence': 'rule y {' },
      { noFolder: true },
    );
    await client.open('alone.fence', 'rule x { always { a && b } }');
    await client.until(() => client.diagnostics('alone.fence').length > 0);
    expect(client.diagnosedUris()).toEqual([client.uri('alone.fence')]);
  });

  test('what git ignores is no trace file unless it is named', async () => {
    const files = { 'rules.fence': RULE, 'a.json': TRACE, 'dist/a.json': TRACE, '.gitignore': 'dist/\n' };
    const { folder, remove } = temporaryWorkspace(files);
    cleanups.push(remove);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const client = await TestClient.start(folder);
    cleanups.push(() => client.stop());
    const { revision } = await client.replayed();
    const read = async () => (await client.request<Inputs>('ringfence/inputs')).files.map(({ uri }) => uri);
    expect(await read()).toEqual([client.uri('a.json')]);
    writeInto(folder, 'ringfence.json', '{"traces": ["dist"]}');
    await client.fileChanged('ringfence.json', 1);
    await client.replayed(revision);
    expect(await read()).toEqual([client.uri('dist/a.json')]);
  });

  test('projects inside a folder keep to themselves', async () => {
    const client = await start({
      'rules.fence': RULE,
      'a.json': otlp([request(1), read(2, 'a')]),
      'inner/ringfence.json': '{}',
      'inner/rules.fence': RULE,
      'inner/a.json': TRACE,
    });
    await client.replayed();
    const { rules } = await client.request<Findings>('ringfence/findings');
    expect(rules.map(({ project, checked }) => [project.split('/').at(-1) === 'inner', checked]).sort()).toEqual([
      [false, 1],
      [true, 3],
    ]);
    expect(client.diagnostics('rules.fence')).toMatchObject([{ severity: 4 }]);
  });
});
