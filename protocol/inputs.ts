import { RequestType0 } from 'vscode-jsonrpc';

/** What was read: every trace file of every project, and files that are none with the reason. */
export const InputsRequest = new RequestType0<Inputs, void>('ringfence/inputs');

export interface Inputs {
  /** The `ReplayState.revision` they belong to. */
  readonly revision: number;
  readonly files: readonly InputItem[];
}

export interface InputItem {
  /** URI of the project's folder. */
  readonly project: string;
  readonly uri: string;
  /** As in `check --format json`, for instance `otlp-json+gzip`; null where skipped. */
  readonly format: string | null;
  readonly bytes: number;
  readonly spans: number;
  /** How many there are; `listed` has the first ones. */
  readonly problems: number;
  readonly listed: readonly ProblemItem[];
  /** Why it is no trace file, null if it is one. */
  readonly skipped: string | null;
}

export interface ProblemItem {
  /** 1-based; null in binary files. */
  readonly line: number | null;
  /** Bytes from the start of the decompressed content. */
  readonly offset: number;
  readonly what: string;
  readonly skipped: string;
}
