/**
 * A custom message: its method and, for the compiler, what it carries. Plain data rather than the message
 * classes of `vscode-jsonrpc`, since server and client libraries each bring a version of those of their own.
 */
export interface RequestOf<Params, Result> {
  readonly method: string;
  readonly carries?: (params: Params) => Result;
}

export interface NotificationOf<Params> {
  readonly method: string;
  readonly carries?: (params: Params) => void;
}
