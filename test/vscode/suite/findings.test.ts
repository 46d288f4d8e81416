import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, DiagnosticSeverity, languages, type TreeItem, window, workspace } from 'vscode';
import type { GroupNode } from '../../../client/violations/tree';
import { diagnosticsOf, leakRules, leaks, replayed, sampleFile, until } from './sample';

suite('findings', () => {
  test('the tree has the leaks below their rules, trace by trace', async () => {
    const { violations } = await replayed();
    const leaky = groups(await replayed()).filter(({ counts }) => counts.violated > 0);
    assert.deepEqual(leaky.map(({ name }) => name).toSorted(), leakRules);
    for (const rule of leaky) {
      const traces = violations.getChildren(rule);
      assert.equal(traces.length, leaks);
      const item: TreeItem = violations.getTreeItem(rule);
      assert.equal(item.description, `critical · ${leaks} violated`);
      assert.match(String(violations.getTreeItem(traces[0]!).label), /^Trace [0-9a-f]{8}$/);
      assert.equal(violations.getChildren(traces[0]).length, 1);
    }
  });

  test('rules that held are there too, after the others', async () => {
    const { violations } = await replayed();
    const held = groups(await replayed()).filter(({ children }) => children.length === 0);
    assert.equal(held.length, 3);
    for (const rule of held) assert.match(String(violations.getTreeItem(rule).description), /^high · [\d,]+ held$/);
  });

  test('the tree groups by tenant, service and file', async () => {
    const api = await replayed();
    try {
      await commands.executeCommand('ringfence.groupByTenant');
      assert.deepEqual(
        groups(api).map(({ name, counts }) => [name, counts.violated]),
        [['tenant_hospital_a', 2 * leaks]],
      );
      await commands.executeCommand('ringfence.groupByService');
      assert.deepEqual(
        groups(api).map(({ name }) => name),
        ['patient-api'],
      );
      await commands.executeCommand('ringfence.groupByFile');
      const files = groups(api).map(({ name }) => name?.split(/[\\/]/).at(-1));
      assert.deepEqual(files.toSorted(), ['2024-09.jsonl', '2024-10.binpb']);
    } finally {
      await commands.executeCommand('ringfence.groupByRule');
    }
  });

  test('the rule says how often it was violated and points at the spans', async () => {
    await replayed();
    const diagnostics = await diagnosticsOf(sampleFile('isolation.fence'));
    const counts = diagnostics.filter(({ message }) => message.includes(`${leaks} violated`));
    assert.equal(counts.length, 2);
    for (const { severity, relatedInformation } of counts) {
      assert.equal(severity, DiagnosticSeverity.Error);
      assert.ok(relatedInformation && relatedInformation.length > 0);
    }
  });

  test('the trace file has each leak on its span', async () => {
    await replayed();
    const uri = sampleFile('traces/2024-09.jsonl');
    const { document } = await window.showTextDocument(uri);
    const diagnostics = await diagnosticsOf(uri);
    const lines = document
      .getText()
      .split('\n')
      .flatMap((line, index) => (isLeak(line) ? [index] : []));
    assert.ok(lines.length > 0);
    assert.deepEqual([...new Set(diagnostics.map(({ range }) => range.start.line))].toSorted(byNumber), lines);
  });

  test('a click on a finding selects its span in the file', async () => {
    const finding = findingIn(await replayed(), '.jsonl');
    await commands.executeCommand('ringfence.revealSpan', finding);
    const editor = window.activeTextEditor;
    assert.ok(editor);
    assert.match(editor.document.uri.path, /2024-09\.jsonl$/);
    const selected = editor.document.getText(editor.selection) || editor.document.lineAt(editor.selection.start).text;
    assert.ok(selected.includes(finding.witnesses[0]?.spanId ?? '?'));
  });

  test('a click on a finding in protobuf opens the span laid out, with the verdict on it', async () => {
    const finding = findingIn(await replayed(), '.binpb');
    await commands.executeCommand('ringfence.revealSpan', finding);
    const editor = window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.uri.scheme, 'ringfence-span');
    assert.ok(editor.document.getText().includes(finding.witnesses[0]?.spanId ?? '?'));
    assert.ok((await diagnosticsOf(editor.document.uri)).length > 0);
  });

  test('settings reach the server', async () => {
    await replayed();
    const uri = sampleFile('traces/2024-09.jsonl');
    const settings = workspace.getConfiguration('ringfence');
    const update = (value: unknown) => settings.update('diagnostics.severity', value, ConfigurationTarget.Workspace);
    await update({ critical: 'none' });
    try {
      await until('no diagnostics', () => languages.getDiagnostics(uri).length === 0 || undefined);
    } finally {
      await update(undefined);
    }
    await diagnosticsOf(uri);
  });

  test('a trace file that goes or comes is noticed', async () => {
    const api = await replayed();
    const uri = sampleFile('traces/2024-10.binpb');
    const content = await workspace.fs.readFile(uri);
    const violated = () => Math.max(...groups(api).map(({ counts }) => counts.violated));
    await workspace.fs.delete(uri);
    try {
      await until('fewer leaks', () => violated() < leaks || undefined);
    } finally {
      await workspace.fs.writeFile(uri, content);
    }
    await until('all leaks again', () => violated() === leaks || undefined);
  });

  test('the traces view has the files with their formats', async () => {
    const { traces } = await replayed();
    const items = traces
      .getChildren()
      .filter(({ kind }) => kind === 'file')
      .map((node) => traces.getTreeItem(node));
    assert.deepEqual(
      items.map(({ description }) => String(description).split(' · ')[0]),
      ['otlp-json', 'otlp-protobuf'],
    );
    for (const { description } of items) assert.match(String(description), /· [\d,]+ spans$/);
  });
});

type Api = Awaited<ReturnType<typeof replayed>>;

function groups({ violations }: Api): GroupNode[] {
  return violations.getChildren().filter((node) => node.kind === 'group');
}

function findingIn({ replay }: Api, extension: string) {
  const findings = replay.findings.rules.flatMap(({ findings }) => findings);
  const found = findings.find(({ witnesses }) => witnesses[0]?.location.path.endsWith(extension));
  assert.ok(found);
  return found;
}

/** A request of hospital A whose guard saw documents of hospital B. */
function isLeak(line: string): boolean {
  return line.includes('"tenant_hospital_a"') && line.includes('"tenant_hospital_b"');
}

function byNumber(a: number, b: number): number {
  return a - b;
}
