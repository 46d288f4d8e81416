/** What became of one input. */
export interface InputSummary {
  readonly path: string;
  /** `otlp-json`, `otlp-protobuf+gzip` …; null if it was not read. */
  readonly format: string | null;
  /** The file's size, as it is stored. */
  readonly bytes: number;
  /** As found in it, repeats included. */
  readonly spans: number;
  readonly problems: number;
  /** What of it was not read, or why none of it was; null if all of it was traces. */
  readonly skipped: string | null;
}
