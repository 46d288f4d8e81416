import type { Doubt } from '../batch';
import type { SqlValue } from '../value';

export type Answer = true | false | 'unknown';

/** Is every tenant table pinned to one tenant? */
export interface TenantQuestion {
  /** Names of the tenant column; any one of them will do for a table. Matched without regard to case. */
  readonly columns: readonly string[];
  /** Tenant tables, `table` or `schema.table`; without them every table is one, but shared and system tables. */
  readonly tables?: readonly string[];
  /** Tables that something else pins, such as row-level security with its context set. */
  readonly secured?: readonly string[];
}

/** A tenant table that isn't pinned. */
export interface Unfiltered {
  /** As written, with its schema. */
  readonly table: string;
  readonly alias: string | undefined;
  /** Where it is in the text, in UTF-16 code units. */
  readonly offset: number;
  /** What is missing, in one sentence. */
  readonly why: string;
  /** What would pin it, in one sentence. */
  readonly remedy: string;
}

export interface TenantAnswer {
  readonly filters: Answer;
  /** The values that tenant tables are pinned to, each once. */
  readonly pinned: readonly SqlValue[];
  /** Where `filters` is false, the tables that surely aren't pinned; where it is unknown, those that may not be. */
  readonly unfiltered: readonly Unfiltered[];
  /** Where `filters` is unknown, why. */
  readonly doubts: readonly Doubt[];
}
