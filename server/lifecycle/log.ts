import type { Connection } from 'vscode-languageserver';

/** What went wrong goes to the client's log; what the user must know is shown, once. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
  /** Shown as a message, unless the same was shown before. */
  show(message: string): void;
}

export function connectionLog(connection: Connection): Log {
  const shown = new Set<string>();
  return {
    info: (message) => connection.console.info(message),
    warn: (message) => connection.console.warn(message),
    error: (message, error) =>
      connection.console.error(error === undefined ? message : `${message}: ${describeError(error)}`),
    show(message) {
      if (shown.has(message)) return;
      shown.add(message);
      connection.window.showWarningMessage(message);
    },
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
