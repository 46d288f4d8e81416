import type { ObservedAttribute } from '../../language';

/** What the traces of a project hold, for completion and hover; plain data that crosses from the worker. */
export interface Seen {
  /** By name; most frequent first. */
  readonly spans: ReadonlyMap<string, SeenName>;
  readonly events: ReadonlyMap<string, SeenName>;
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
  /** Spans of each `service.name`. */
  readonly services: ReadonlyMap<string, number>;
}

export interface SeenName {
  readonly count: number;
  readonly services: readonly string[];
}

export interface SeenAttribute extends ObservedAttribute {
  /** Spans, events, resources … that have it. */
  readonly count: number;
  /** `span`, `event`, `resource` …: where it stands. */
  readonly scopes: readonly string[];
  /** Some of its values, as a rule writes them. */
  readonly values: readonly string[];
  /** Whether `values` are all there are. */
  readonly complete: boolean;
}

export const NOTHING_SEEN: Seen = { spans: new Map(), events: new Map(), attributes: new Map(), services: new Map() };
