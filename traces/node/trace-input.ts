/** One thing to read traces from. */
export interface TraceInput {
  /** As it is shown: in locations, summaries and problems. */
  readonly path: string;
  /** An absolute path, or `-` for standard input. */
  readonly file: string;
  /** Whether somebody named it, in contrast to what a folder or a glob brought in. */
  readonly named: boolean;
  /** What is read in place of the file, where it isn't one. */
  readonly content?: Uint8Array;
}

/** The input that stands for standard input. */
export const STANDARD_INPUT: TraceInput = { path: '-', file: '-', named: true };

/** What is taken for a trace file by its name; whether it is one shows when it is read. */
export const DEFAULT_TRACE_PATTERNS: readonly string[] = ['**/*.{json,jsonl,ndjson,pb,binpb,otlp,zst,gz}'];

/** Where nobody keeps traces. */
export const IGNORED_FOLDERS: readonly string[] = ['**/node_modules/**'];
