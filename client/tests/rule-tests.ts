import { Disposable, type Event, EventEmitter, type LogOutputChannel, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type RuleTestItem, RunTestRequest, type TestRun, TestsRequest } from '../../protocol';
import { request, requestWith } from '../messages';
import { explain } from '../printable';
import type { Replay } from '../replay';

/** Tests are asked for again where nobody typed for so long. */
const TYPING_PAUSE_MS = 400;

/** The test blocks of the rule files, as the server knows them now. */
export class RuleTests implements Disposable {
  #tests: readonly RuleTestItem[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #change = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  readonly onDidChange: Event<void> = this.#change.event;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly log: LogOutputChannel,
    replay: Replay,
  ) {
    this.#subscriptions = Disposable.from(
      this.#change,
      replay.onDidChangeResult(() => this.#soon()),
      workspace.onDidOpenTextDocument(({ languageId }) => this.#soonIfRules(languageId)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soonIfRules(document.languageId)),
      workspace.onDidCloseTextDocument(({ languageId }) => this.#soonIfRules(languageId)),
      workspace.onDidDeleteFiles(() => this.#soon()),
    );
  }

  get all(): readonly RuleTestItem[] {
    return this.#tests;
  }

  /** null where the test is gone. */
  run({ id }: RuleTestItem): Promise<TestRun | null> {
    return requestWith(this.client, RunTestRequest, { id });
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.client.isRunning()) return;
    try {
      this.#tests = await request(this.client, TestsRequest);
      this.#change.fire();
    } catch (error) {
      this.log.error(`The tests could not be fetched: ${explain(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #soonIfRules(languageId: string): void {
    if (languageId === 'ringfence') this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), TYPING_PAUSE_MS);
  }
}
