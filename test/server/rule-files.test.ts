import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  TextEdit,
} from 'vscode-languageserver';
import { TestClient } from './support/language-server';
import { temporaryWorkspace } from './support/workspace';

const SIGNALS = `signal query = span where exists(db.query.text) {
  table = db.collection.name ?? table
}
let tables = ["orders"]
attribute tenant = tenant.id
`;
const RULES = `import "./signals.fence"

rule reads "Reads stay inside" {
  severity high
  each query as q where q.table in tables
  always { q.tenant == q.user.tenant_id }
  message "Read of {q.table}"
}

exempt reads because "old"
`;
const BROKEN = `rule broken { always { has(a) == } }
rule fine { when { has(a) } always { has(b) && has(c) } }
`;

const workspace = temporaryWorkspace({ 'signals.fence': SIGNALS, 'rules.fence': RULES, 'broken.fence': BROKEN });
let client: TestClient;

beforeAll(async () => {
  client = await TestClient.start(workspace.folder);
  await client.open('rules.fence', RULES);
  await client.open('broken.fence', BROKEN);
  await client.until(() => client.diagnostics('broken.fence').length > 0);
});
afterAll(async () => {
  await client.stop();
  workspace.remove();
});

/** The position of the `n`th occurrence of a text, moved by `plus` characters. */
function at(source: string, needle: string, plus = 0, n = 1): { line: number; character: number } {
  let offset = -1;
  for (let i = 0; i < n; i++) offset = source.indexOf(needle, offset + 1);
  const before = source.slice(0, offset + plus);
  return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
}

function textAt(source: string, { range }: Location): string {
  return source.split('\n')[range.start.line]!.slice(range.start.character, range.end.character);
}

test('works without any configuration and says what it can do', () => {
  expect(client.initialized.capabilities).toMatchObject({
    completionProvider: {},
    hoverProvider: true,
    workspace: { textDocumentContent: { schemes: ['ringfence-pack', 'ringfence-span'] } },
  });
});

describe('what is wrong in a rule file', () => {
  test('is pushed with its place, and other files are not concerned', () => {
    const errors = client.diagnostics('broken.fence').filter(({ severity }) => severity === 1);
    expect(errors.map(({ range }) => range.start.line)).toEqual([0, 1]);
    expect(client.diagnostics('signals.fence').filter(({ severity }) => severity === 1)).toEqual([]);
  });

  test('can be fixed by a click', async () => {
    const uri = client.uri('broken.fence');
    const position = at(BROKEN, '&&', 1);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: client.diagnostics('broken.fence') },
    });
    const edits = actions.flatMap((action) => action.edit?.changes?.[uri] ?? []);
    expect(edits.map(({ newText }) => newText)).toContain('and');
    expect(actions[0]!.diagnostics).toHaveLength(1);
  });

  test('is looked at again as the text changes', async () => {
    await client.open('new.fence', 'rule new { alw');
    await client.until(() => client.diagnostics('new.fence').some(({ severity }) => severity === 1));
    await client.change('new.fence', 'rule new { always { has(a) } }', 2);
    await client.until(() => client.diagnostics('new.fence').every(({ severity }) => severity !== 1));
  });
});

describe('a plain body', () => {
  const PLAIN = `let flag = true
// leads
rule chain {
  trace.has(a) // first
    and not has(b)
}
rule every { flag and b }
rule counted { trace.count(a).where(tenant_id == X and b == 1, window=1min) <= 3 }
rule clauses { always { has(a) } }
`;
  beforeAll(() => client.open('plain.fence', PLAIN));

  async function hoverAt(needle: string, plus: number): Promise<string> {
    const found = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri('plain.fence') },
      position: at(PLAIN, needle, plus),
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  }

  async function writtenOut(needle: string, only?: string[]): Promise<string | undefined> {
    const uri = client.uri('plain.fence');
    const position = at(PLAIN, needle, 1);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only && { only }) },
    });
    const action = actions.find(({ kind }) => kind === 'refactor.rewrite');
    const [edit] = action?.edit?.changes?.[uri] ?? [];
    if (!edit) return undefined;
    expect(action!.title).toBe('Write out as when/always');
    const lines = PLAIN.split('\n');
    const offset = ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    return PLAIN.slice(0, offset(edit.range.start)) + edit.newText + PLAIN.slice(offset(edit.range.end));
  }

  test.each([
    ['its operator', 'and not', 1, /when \{ trace\.has\(a\) \} \/\/ first\nalways \{ not has\(b\) \}/],
    ['a name in it, after what the name is', 'b)', 0, /No span or event `b`.*Read as.*always \{ not has\(b\) \}/s],
    ['the rule’s id', 'every', 1, /Rule `every`.*Read as.*```ringfence\nalways \{ flag and b \}\n```/s],
    [
      'a window by letters',
      '<= 3',
      0,
      /per tenant_id window 1min\nalways \{ trace\.count\(a\)\.where\(b == 1\) <= 3 \}/,
    ],
  ])('shows how it is read on %s', async (_, needle, plus, expected) => {
    expect(await hoverAt(needle, plus)).toMatch(expected);
  });

  test('is written out by a refactoring', async () => {
    expect(await writtenOut('not has')).toBe(
      PLAIN.replace(
        'trace.has(a) // first\n    and not has(b)',
        'when { trace.has(a) } // first\n  always { not has(b) }',
      ),
    );
    expect(await writtenOut('flag and', ['refactor'])).toContain('rule every { always { flag and b } }');
    expect(await writtenOut('trace.count', ['refactor.rewrite'])).toContain(
      'rule counted { per tenant_id window 1min\n  always { trace.count(a).where(b == 1) <= 3 } }',
    );
  });

  test('is not offered where it wasn’t asked for, and clauses aren’t either', async () => {
    expect(await writtenOut('not has', ['quickfix'])).toBeUndefined();
    expect(await writtenOut('has(a) }')).toBeUndefined();
    expect(await hoverAt('clauses', 1)).not.toContain('Read as');
  });
});

test('outline', async () => {
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: client.uri('rules.fence') },
  });
  expect(symbols.map(({ name, detail }) => [name, detail])).toEqual([
    ['reads', 'Reads stay inside'],
    ['exempt reads', ''],
  ]);
  expect(textAt(RULES, { uri: '', range: symbols[0]!.selectionRange })).toBe('reads');
});

test('folding', async () => {
  const ranges = await client.request<FoldingRange[]>('textDocument/foldingRange', {
    textDocument: { uri: client.uri('rules.fence') },
  });
  expect(ranges).toEqual([{ startLine: 2, endLine: 6 }]);
});

describe('go to definition', () => {
  const definition = (needle: string, plus = 0, n = 1) =>
    client.request<Location | null>('textDocument/definition', {
      textDocument: { uri: client.uri('rules.fence') },
      position: at(RULES, needle, plus, n),
    });

  test.each([
    ['a signal of another file', 'query as', 'signals.fence', 'query'],
    ['a let', 'tables', 'signals.fence', 'tables'],
    ['a field', 'q.table', 'signals.fence', 'table'],
  ])('%s', async (_, needle, file, name) => {
    const location = await definition(needle, needle.includes('q.') ? 3 : 1);
    expect(location?.uri).toBe(client.uri(file));
    expect(textAt(SIGNALS, location!)).toBe(name);
  });

  test('a binding', async () => {
    const location = await definition('q.tenant', 0);
    expect(location).toEqual({
      uri: client.uri('rules.fence'),
      range: { start: at(RULES, 'as q', 3), end: at(RULES, 'as q', 4) },
    });
  });

  test('a rule that an exemption names', async () => {
    const location = await definition('exempt reads', 9);
    expect(location?.range.start).toEqual(at(RULES, 'rule reads', 5));
  });

  test('a rule of another file', async () => {
    const exempt = 'exempt reads because "elsewhere"';
    await client.open('exempt.fence', exempt);
    const location = await client.request<Location | null>('textDocument/definition', {
      textDocument: { uri: client.uri('exempt.fence') },
      position: at(exempt, 'reads', 2),
    });
    expect(location).toMatchObject({ uri: client.uri('rules.fence'), range: { start: at(RULES, 'rule reads', 5) } });
  });

  test('a name of std, into its read-only document', async () => {
    const location = await definition('user.tenant_id', 6);
    expect(location?.uri).toBe('ringfence-pack:/std/otel.fence');
    const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri: location!.uri });
    expect(text.split('\n')[location!.range.start.line]).toMatch(/^inherited user\.tenant_id/);
  });

  test('an imported file', async () => {
    expect((await definition('signals.fence'))?.uri).toBe(client.uri('signals.fence'));
  });
});

test.each([
  ['a pack, into its first file', 'pack/fluo', /^ringfence-pack:\/pack\/fluo\/[a-z-]+\.fence$/],
  ['one of its files', 'pack/fluo/data', /^ringfence-pack:\/pack\/fluo\/data\.fence$/],
  ['what a file of it declares', 'rate_limit', /^ringfence-pack:\/pack\/fluo\/vocabulary\.fence$/],
])('from an import to %s', async (_, needle, expected) => {
  const path = needle.startsWith('pack/') ? needle : 'pack/fluo';
  const text = `import "${path}"\nrule limited { per tenant_id always { count(api.request) <= rate_limit } }\n`;
  await client.open('importing.fence', text);
  const location = await client.request<Location | null>('textDocument/definition', {
    textDocument: { uri: client.uri('importing.fence') },
    position: at(text, needle, 2),
  });
  await client.notify('textDocument/didClose', { textDocument: { uri: client.uri('importing.fence') } });
  expect(location?.uri).toMatch(expected);
});

test('in a pack’s document names lead on', async () => {
  const uri = 'ringfence-pack:/std/otel.fence';
  const { text } = await client.request<{ text: string }>('workspace/textDocumentContent', { uri });
  await client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'ringfence', version: 1, text } });
  const location = await client.request<Location | null>('textDocument/definition', {
    textDocument: { uri },
    position: at(text, 'entry.tenant_id', 8),
  });
  expect(location).toMatchObject({ uri, range: { start: at(text, 'attribute tenant_id', 10) } });
  expect(client.diagnosticsOfUri(uri)).toEqual([]);
});

test('references from every file', async () => {
  const uses = await client.request<Location[]>('textDocument/references', {
    textDocument: { uri: client.uri('rules.fence') },
    position: at(RULES, 'query as', 1),
    context: { includeDeclaration: true },
  });
  expect(uses.map(({ uri, range }) => [uri.split('/').at(-1), range.start])).toEqual([
    ['rules.fence', at(RULES, 'query as')],
    ['signals.fence', at(SIGNALS, 'query')],
  ]);
});

test('formatting is one edit of what differs', async () => {
  const text = 'rule  a   { always { has( b ) }\n}\n';
  await client.open('format.fence', text);
  const edits = await client.request<TextEdit[]>('textDocument/formatting', {
    textDocument: { uri: client.uri('format.fence') },
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(edits).toHaveLength(1);
  expect(edits[0]!.range.start).toEqual({ line: 0, character: 5 });
});

test('semantic tokens', async () => {
  const { legend } = client.initialized.capabilities.semanticTokensProvider!;
  const { data } = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', {
    textDocument: { uri: client.uri('rules.fence') },
  });
  const words: string[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    line += data[i]!;
    character = data[i] === 0 ? character + data[i + 1]! : data[i + 1]!;
    words.push(
      `${RULES.split('\n')[line]!.slice(character, character + data[i + 2]!)}:${legend.tokenTypes[data[i + 3]!]}`,
    );
  }
  expect(words.join(' ')).toBe(
    'import:keyword rule:keyword reads:struct severity:keyword high:enumMember each:keyword query:class as:keyword q:variable ' +
      'where:keyword q:variable table:property in:keyword tables:variable always:keyword q:variable tenant:property q:variable ' +
      'user.tenant_id:property message:keyword exempt:keyword reads:struct because:keyword',
  );
});

describe('completion without traces', () => {
  async function labels(text: string): Promise<CompletionItem[]> {
    const path = `complete${Math.random()}.fence`;
    await client.open(path, text.replace('|', ''));
    return client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: client.uri(path) },
      position: at(text, '|', 0),
    });
  }

  test.each([
    ['declarations', '|', ['rule', 'signal', 'let']],
    ['clauses', 'rule a { |', ['each', 'always', 'severity']],
    ['severities', 'rule a { severity | }', ['critical', 'high', 'medium', 'low', 'info']],
    ['own signals and std’s', 'signal mine = span\nrule a { when { | } }', ['mine', 'database.query']],
    [
      'fields of a binding',
      'signal s = span { f = a }\nrule a { each s as q where q.|',
      ['f', 'db.query.text', 'descendant_of'],
    ],
    ['conventions', 'signal s = span where |', ['http.request.method', 'db.system.name']],
    ['members of an enumeration', 'signal s = span where span:kind == |', ['client', 'server']],
    ['known values of a convention', 'signal s = span where db.system.name == "|"', ['postgresql', 'mysql']],
    ['packs', 'import "|"', ['std/otel']],
    ['what a test says of a span', 'test "t" { trace { span a (|', ['kind', 'parent', 'dropped', 'http.route']],
    ['what a test says to be lost', 'test "t" { trace { span "a b" (kind: server, dropped: |', ['attributes', 'links']],
    ['members in a test', 'test "t" { trace { span a { event b (x: 1) span c (kind: |', ['client', 'server']],
    ['rule ids of the project', 'exempt |', ['reads', 'fine']],
  ])('%s', async (_, text, expected) => {
    const items = await labels(text);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(expected));
  });

  test('replaces the whole dotted name', async () => {
    const items = await labels('signal s = span where db.que|');
    const item = items.find(({ label }) => label === 'db.query.text')!;
    expect(item.textEdit).toEqual({
      range: { start: { line: 0, character: 22 }, end: { line: 0, character: 28 } },
      newText: 'db.query.text',
    });
  });

  test('says nothing where a name is made up or in a comment', async () => {
    expect(await labels('signal |')).toEqual([]);
    expect(await labels('// sig|')).toEqual([]);
  });
});

describe('hover without traces', () => {
  async function hover(needle: string, plus = 1): Promise<string> {
    const found = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri('rules.fence') },
      position: at(RULES, needle, plus),
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  }

  test.each([
    ['a rule', 'reads "', /Rule `reads`.*\*\*Reads stay inside\*\*/s],
    ['a signal', 'query as', /signal query = span where.*Signal of `signals.fence`/s],
    ['a word', 'severity', /critical, high, medium/],
    ['a binding', 'q.tenant', /bound by `each query as q/],
  ])('%s', async (_, needle, expected) => expect(await hover(needle, needle === 'q.tenant' ? 0 : 1)).toMatch(expected));

  test('a field', async () =>
    expect(await hover('q.table', 3)).toMatch(/table = db\.collection\.name.*Field of the signal `query`/s));
});
