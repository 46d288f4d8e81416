import assert from 'node:assert/strict';
import {
  type CompletionList,
  commands,
  type Hover,
  languages,
  MarkdownString,
  Position,
  type TextDocument,
  type TextEdit,
  Uri,
  workspace,
} from 'vscode';
import { replayed, sampleFile, show, until, withEdit } from './sample';

suite('editing', () => {
  test('completion offers what the traces have', async () => {
    await replayed();
    const document = await untitled('rule new-rule {\n  trace.has(');
    const labels = await until('completion', async () => {
      const found = await completions(document);
      return found.includes('tenant_check') ? found : undefined;
    });
    for (const name of ['database.query', 'cache.get', 'rls.applied']) assert.ok(labels.includes(name), name);
  });

  test('hover tells what was seen of a name', async () => {
    await replayed();
    const document = await show(sampleFile('isolation.fence'));
    const at = document.positionAt(document.getText().indexOf('database.query') + 3);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(({ contents }) => contents).map(plain);
    assert.match(text.join('\n'), /span/);
  });

  test('formatting lays a rule out', async () => {
    await replayed();
    const document = await untitled('rule   a{severity high always{exists(b)}}');
    const edits = await until('formatting', async () => {
      const options = { tabSize: 2, insertSpaces: true };
      const args = ['vscode.executeFormatDocumentProvider', document.uri, options] as const;
      const found = await commands.executeCommand<TextEdit[] | undefined>(...args);
      return found && found.length > 0 ? found : undefined;
    });
    assert.match(edits.map(({ newText }) => newText).join(''), /\n/);
  });

  test('a mistake is marked where it is', async () => {
    await replayed();
    const document = await untitled('let ok = 1\nrule a { always { b && c } }');
    const found = await until('a diagnostic', () => languages.getDiagnostics(document.uri)[0]);
    assert.equal(found.range.start.line, 1);
  });

  test('the rule packs can be read', async () => {
    await replayed();
    const document = await workspace.openTextDocument(Uri.parse('ringfence-pack:/std/otel.fence'));
    assert.equal(document.languageId, 'ringfence');
    assert.match(document.getText(), /database\.query/);
  });

  test('saving a rule judges it anew', async () => {
    const { replay } = await replayed();
    const violatedOf = (id: string) => replay.findings.rules.find((rule) => rule.id === id)?.violated;
    const rule = 'rls-per-query';
    assert.equal(violatedOf(rule), 0);
    await withEdit(sampleFile('isolation.fence'), '["patients"]', '["patients", "patient_documents"]', async () => {
      await until('violations of the forgotten policy', () => (violatedOf(rule) ?? 0) > 0 || undefined);
    });
    await until('the rule as it was', () => violatedOf(rule) === 0 || undefined);
  });

  test('a replay can be asked for and cancelled', async () => {
    const { replay } = await replayed();
    const before = replay.state.revision;
    await commands.executeCommand('ringfence.replay');
    await until('new findings', () => replay.findings.revision > before || undefined);
    await commands.executeCommand('ringfence.cancelReplay');
    assert.notEqual(replay.state.phase, 'failed');
  });
});

function untitled(content: string): Promise<TextDocument> {
  return Promise.resolve(workspace.openTextDocument({ language: 'ringfence', content }));
}

/** What is offered at the end of a document. */
async function completions(document: TextDocument): Promise<string[]> {
  const end = document.positionAt(document.getText().length);
  const at = new Position(end.line, end.character);
  const args = ['vscode.executeCompletionItemProvider', document.uri, at] as const;
  const { items } = await commands.executeCommand<CompletionList>(...args);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function plain(content: Hover['contents'][number]): string {
  return content instanceof MarkdownString || typeof content === 'object' ? content.value : content;
}
