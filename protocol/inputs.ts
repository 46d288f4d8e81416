import type { RequestOf } from './message';
import type { Target } from './position';

/** The trace files that the last replay looked at. */
export const inputsRequest: RequestOf<Record<string, never>, Inputs> = { method: 'ringfence/inputs' };

export interface Inputs {
  readonly revision: number;
  /** Ordered by project, then path. */
  readonly inputs: readonly InputItem[];
}

export interface InputItem {
  readonly uri: string;
  /** Relative to the project's folder. */
  readonly path: string;
  readonly project: string;
  /** `otlp-json`, `otlp-protobuf+gzip` …; null where the content is no known format. */
  readonly format: string | null;
  readonly bytes: number;
  readonly spans: number;
  /** How many there are; `problems` lists at most 100 of them. */
  readonly problemCount: number;
  readonly problems: readonly ProblemItem[];
  /** Why the file was passed over; null if it was read. */
  readonly skipped: string | null;
}

export interface ProblemItem {
  readonly what: string;
  /** What was left out because of it. */
  readonly skipped: string;
  /** 1-based; null in binary files. */
  readonly line: number | null;
  readonly offset: number;
  readonly target: Target;
}
