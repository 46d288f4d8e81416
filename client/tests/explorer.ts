import {
  type CancellationToken,
  Disposable,
  Location,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import type { Place, RuleTestItem, TestFailure } from '../../protocol';
import { explain } from '../printable';
import type { RuleTests } from './rule-tests';

/** Test blocks in the Test Explorer: below their rule files, with what was found instead where one fails. */
export class TestExplorer implements Disposable {
  readonly #controller: TestController = tests.createTestController('ringfence.tests', 'Ringfence');
  readonly #items = new Map<string, RuleTestItem>();
  readonly #subscriptions: Disposable;

  constructor(private readonly ruleTests: RuleTests) {
    this.#controller.refreshHandler = () => ruleTests.refresh();
    const run = (request: TestRunRequest, token: CancellationToken) => this.#run(request, token);
    this.#controller.createRunProfile('Run', TestRunProfileKind.Run, run, true);
    this.#subscriptions = Disposable.from(
      this.#controller,
      ruleTests.onDidChange(() => this.#show()),
    );
  }

  /** What is shown: rule files, and below them their tests. */
  get controller(): TestController {
    return this.#controller;
  }

  /** Runs tests as if they had been run from the Test Explorer. @param ids of `RuleTestItem`s */
  async run(ids: readonly string[]): Promise<void> {
    const include = [...leaves(this.#controller.items)].filter(({ id }) => ids.includes(id));
    if (include.length > 0) await this.#run(new TestRunRequest(include));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #show(): void {
    this.#items.clear();
    const files = [...Map.groupBy(this.ruleTests.all, ({ uri }) => uri)].map(([uri, own]) => {
      const file = this.#controller.createTestItem(uri, workspace.asRelativePath(Uri.parse(uri)), Uri.parse(uri));
      file.children.replace(own.map((test) => this.#item(test)));
      return file;
    });
    this.#controller.items.replace(files);
  }

  #item(test: RuleTestItem): TestItem {
    this.#items.set(test.id, test);
    const item = this.#controller.createTestItem(test.id, test.title, Uri.parse(test.uri));
    item.range = locationOf(test).range;
    item.description = test.rules.join(', ');
    return item;
  }

  async #run(request: TestRunRequest, token?: CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const excluded = new Set([...leavesOf(request.exclude ?? [])].map(({ id }) => id));
    const wanted = request.include ? leavesOf(request.include) : leaves(this.#controller.items);
    const items = [...wanted].filter(({ id }) => !excluded.has(id));
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      if (token?.isCancellationRequested) run.skipped(item);
      else await this.#runOne(item, run);
    }
    run.end();
  }

  async #runOne(item: TestItem, run: TestRun): Promise<void> {
    const test = this.#items.get(item.id);
    run.started(item);
    const start = performance.now();
    try {
      const outcome = test ? await this.ruleTests.run(test) : null;
      const milliseconds = performance.now() - start;
      if (outcome === null) run.skipped(item);
      else if (outcome.passed && outcome.problems.length === 0) run.passed(item, milliseconds);
      else
        run.failed(
          item,
          [...outcome.failures.map(message), ...outcome.problems.map((what) => new TestMessage(what))],
          milliseconds,
        );
    } catch (error) {
      run.errored(item, new TestMessage(explain(error)));
    }
  }
}

function message(failure: TestFailure): TestMessage {
  const { expectation, expected, found, why } = failure;
  const text = `${expectation}: found ${found}${why === '' ? '' : `\n${why}`}`;
  const shown = TestMessage.diff(text, expected, found);
  shown.location = locationOf(failure);
  return shown;
}

function locationOf({ uri, range: { start, end } }: Place): Location {
  return new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character));
}

function* leavesOf(items: readonly TestItem[]): Generator<TestItem> {
  for (const item of items) {
    if (item.children.size === 0) yield item;
    else yield* leaves(item.children);
  }
}

function* leaves(items: Iterable<[string, TestItem]>): Generator<TestItem> {
  for (const [, item] of items) yield* leavesOf([item]);
}
