import assert from 'node:assert/strict';
import { type CodeLens, commands, Uri, workspace } from 'vscode';
import type { RingfenceApi } from '../../../client/extension';
import { replayed, sampleFile, show, until } from './sample';

const text = `rule tested "A query says whose it is" {
  each tested.query as q
  always { exists(q.tenant_id) }
}

test "with a tenant" {
  trace { span tested.query (tenant_id: "a") }
  expect tested held
}

test "without one" {
  trace { span tested.query }
  expect tested held
}
`;

suite('tests of rules', () => {
  let api: RingfenceApi;
  let file: Uri;

  suiteSetup(async () => {
    api = await replayed();
    file = sampleFile('tested.fence');
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await until('the rule', () => api.replay.findings.rules.some(({ id }) => id === 'tested') || undefined);
  });

  suiteTeardown(async () => {
    // the editor keeps the document, and so its rules, for a while after it is closed: nobody waits for that
    await workspace.fs.delete(file);
  });

  test('are in the Test Explorer, below their file', async () => {
    const children = await until('the tests', () => testsOf(api, file));
    assert.deepEqual(
      children.map(({ label, range }) => [label, range?.start.line]),
      [
        ['with a tenant', 5],
        ['without one', 10],
      ],
    );
  });

  test('run, and the one that fails says what was found', async () => {
    await until('the tests', () => testsOf(api, file));
    const own = api.ruleTests.all.filter(({ uri }) => uri === file.toString());
    const runs = await Promise.all(own.map((each) => api.ruleTests.run(each)));
    assert.deepEqual(
      runs.map((run) => run?.failures.map(({ found }) => found)),
      [[], ['1 violated']],
    );
    await commands.executeCommand('ringfence.runTests');
  });

  test('have a lens each, and one on the rule', async () => {
    await until('the tests', () => testsOf(api, file));
    const { uri } = await show(file);
    const lenses = await until('the lenses', async () => {
      const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
      return found.length >= 3 ? found : undefined;
    });
    const own = lenses.filter(({ command }) => command?.command === 'ringfence.runTests');
    assert.deepEqual(own.map(({ range, command }) => [range.start.line, command?.title]).toSorted(), [
      [0, 'Run 2 Tests'],
      [10, 'Run Test'],
      [5, 'Run Test'],
    ]);
  });
});

/** Undefined where the file has none. */
function testsOf({ testExplorer }: RingfenceApi, file: Uri) {
  for (const [id, { children }] of testExplorer.controller.items) {
    if (Uri.parse(id).toString() === file.toString()) return [...children].map(([, item]) => item);
  }
  return undefined;
}
