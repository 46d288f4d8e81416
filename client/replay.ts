import { Disposable, type Event, EventEmitter, type LogOutputChannel } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  CancelReplayNotification,
  type Findings,
  FindingsRequest,
  type Inputs,
  InputsRequest,
  type Place,
  ReplayRequest,
  type ReplayState,
  ReplayStateNotification,
  RevealRequest,
  type WitnessItem,
} from '../protocol';
import { completeRules } from './complete-rules';
import { notify, onNotification, request, requestWith } from './messages';
import { explain } from './printable';

const none: ReplayState = { phase: 'idle', message: null, progress: null, revision: 0, summary: null };

/** What the server found last, and how far it is with the next. */
export class Replay implements Disposable {
  #state = none;
  #findings: Findings = { revision: 0, rules: [] };
  #inputs: Inputs = { revision: 0, files: [] };
  readonly #stateChange = new EventEmitter<ReplayState>();
  readonly #resultChange = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  /** Every change of phase, progress or message. */
  readonly onDidChangeState: Event<ReplayState> = this.#stateChange.event;
  /** New findings and inputs. */
  readonly onDidChangeResult: Event<void> = this.#resultChange.event;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly log: LogOutputChannel,
  ) {
    this.#subscriptions = Disposable.from(
      this.#stateChange,
      this.#resultChange,
      onNotification(client, ReplayStateNotification, (state) => void this.#changed(state)),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Stopped || newState === State.StartFailed) this.#serverGone();
      }),
    );
  }

  get state(): ReplayState {
    return this.#state;
  }

  get findings(): Findings {
    return this.#findings;
  }

  get inputs(): Inputs {
    return this.#inputs;
  }

  /** Starts the server first where it is not running. */
  async run(): Promise<void> {
    if (this.client.needsStart()) await this.client.start();
    await request(this.client, ReplayRequest);
  }

  async cancel(): Promise<void> {
    await notify(this.client, CancelReplayNotification);
  }

  reveal({ location, traceId, spanId }: WitnessItem): Promise<Place | null> {
    return requestWith(this.client, RevealRequest, { location, traceId, spanId });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #changed(state: ReplayState): Promise<void> {
    const fresh = state.revision !== this.#state.revision;
    this.#state = state;
    this.#stateChange.fire(state);
    if (fresh) await this.#fetch(state.revision);
  }

  async #fetch(revision: number): Promise<void> {
    const before = this.#findings;
    try {
      const [findings, inputs] = await Promise.all([
        requestWith(this.client, FindingsRequest, { known: before.rules.map(({ version }) => version) }),
        request(this.client, InputsRequest),
      ]);
      if (revision !== this.#state.revision) return;
      this.#findings = { revision: findings.revision, rules: completeRules(findings, before) };
      this.#inputs = inputs;
      this.#resultChange.fire();
    } catch (error) {
      this.log.error(`The findings could not be fetched: ${explain(error)}`);
    }
  }

  #serverGone(): void {
    this.#state = { ...none, phase: 'failed', message: 'The language server is not running.' };
    this.#stateChange.fire(this.#state);
  }
}
