import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { Diagnostic, InitializeResult } from 'vscode-languageserver';
import type { ReplayState } from '../../../protocol';

/** As built; tests and benchmarks run in the project's folder. */
const SERVER = resolve('dist/server.js');

/** dist/server.js over stdio with this as its only client; nothing but the protocol. */
export class TestClient {
  /** How long `until` waits, in milliseconds. */
  patience = 25_000;
  readonly states: ReplayState[] = [];
  readonly messages: string[] = [];
  readonly progress: { kind: string; message?: string; cancellable?: boolean }[] = [];
  readonly registrations: { method: string }[] = [];
  readonly #diagnostics = new Map<string, Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  initialized!: InitializeResult;

  private constructor(
    private readonly process: ChildProcess,
    readonly connection: MessageConnection,
    readonly folder: string,
  ) {}

  static async start(folder: string, options: StartOptions = {}): Promise<TestClient> {
    if (!existsSync(SERVER)) throw new Error('dist/server.js is missing: npm run build');
    const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient(child, connection, folder);
    child.once('exit', (code) => client.#ended(code));
    client.#listen(options);
    await client.#initialize(options);
    return client;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  request<T>(method: string, params?: unknown): Promise<T> {
    return params === undefined
      ? this.connection.sendRequest<T>(method)
      : this.connection.sendRequest<T>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(path: string, text: string, languageId = 'ringfence'): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(path), languageId, version: 1, text } });
  }

  change(path: string, text: string, version: number): Promise<void> {
    return this.notify('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ text }],
    });
  }

  save(path: string): Promise<void> {
    return this.notify('textDocument/didSave', { textDocument: { uri: this.uri(path) } });
  }

  /** @param type 1 created, 2 changed, 3 deleted */
  fileChanged(path: string, type = 2): Promise<void> {
    return this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(path), type }] });
  }

  diagnostics(path: string): Diagnostic[] {
    return this.#diagnostics.get(this.uri(path)) ?? [];
  }

  diagnosticsOfUri(uri: string): Diagnostic[] {
    return this.#diagnostics.get(uri) ?? [];
  }

  diagnosedUris(): string[] {
    return [...this.#diagnostics].filter(([, list]) => list.length > 0).map(([uri]) => uri);
  }

  get state(): ReplayState | undefined {
    return this.states.at(-1);
  }

  /** The next finished replay after `revision`. */
  replayed(revision = 0): Promise<ReplayState> {
    return this.until(() =>
      this.state && this.state.phase === 'idle' && this.state.revision > revision ? this.state : undefined,
    );
  }

  /** Waits until the server has said something that makes `get` give a value. */
  until<T>(get: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.#waiting.delete(check);
        reject(
          new Error(`waited in vain; state ${JSON.stringify(this.state)}, messages ${JSON.stringify(this.messages)}`),
        );
      }, this.patience);
      const check = () => {
        const value = get();
        if (value === undefined || value === false) return;
        clearTimeout(timeout);
        this.#waiting.delete(check);
        resolve(value);
      };
      this.#waiting.add(check);
      check();
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.request('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
  }

  /** Whoever waits for an answer hears that there will be none. */
  #ended(code: number | null): void {
    if (code !== 0) this.messages.push(`the server ended with code ${code}`);
    this.connection.dispose();
  }

  #check(): void {
    for (const check of [...this.#waiting]) check();
  }

  #listen(options: StartOptions): void {
    const heard = <T>(method: string, handler: (params: T) => void) =>
      this.connection.onNotification(method, (params: T) => {
        handler(params);
        this.#check();
      });
    heard('textDocument/publishDiagnostics', ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      this.#diagnostics.set(uri, diagnostics);
    });
    heard('ringfence/replayState', (state: ReplayState) => this.states.push(state));
    heard('window/showMessage', ({ message }: { message: string }) => this.messages.push(message));
    heard('window/logMessage', ({ message, type }: { message: string; type: number }) => {
      if (type <= 2) this.messages.push(message);
    });
    heard('$/progress', ({ value }: { value: { kind: string } }) => this.progress.push(value));
    this.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: { method: string }[] }) => {
        this.registrations.push(...registrations);
        this.#check();
        return null;
      },
    );
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/textDocumentContent/refresh', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => options.settings ?? null),
    );
    this.connection.listen();
  }

  async #initialize({ capabilities = {}, noFolder = false }: StartOptions): Promise<void> {
    const uri = pathToFileURL(this.folder).href;
    this.initialized = await this.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      workspaceFolders: noFolder ? null : [{ uri, name: 'test' }],
    });
    await this.notify('initialized', {});
  }
}

export interface StartOptions {
  readonly capabilities?: object;
  /** What the client's configuration says; only asked for with the capability. */
  readonly settings?: object;
  readonly noFolder?: boolean;
}
