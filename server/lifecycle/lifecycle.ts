import type { Connection } from 'vscode-languageserver';

/** A connection has one handler for each of its moments; here every part of the server may have its own. */
export class Lifecycle {
  readonly #initialized: (() => unknown)[] = [];
  readonly #shutdown: (() => unknown)[] = [];

  constructor(connection: Connection) {
    connection.onInitialized(() => {
      for (const handler of this.#initialized) handler();
    });
    connection.onShutdown(async () => {
      for (const handler of this.#shutdown) await handler();
    });
  }

  /** The client may be asked and told things from here on. */
  onInitialized(handler: () => unknown): void {
    this.#initialized.push(handler);
  }

  onShutdown(handler: () => unknown): void {
    this.#shutdown.push(handler);
  }
}
