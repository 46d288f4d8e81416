/** What rules ask of SQL texts; who starts a judgement passes one in. Nothing here throws. */
export interface SqlReader {
  /** `system` is a value of `db.system.name`. */
  analyse(text: string, system?: string): SqlText;
}

/** A SQL text, read. */
export interface SqlText {
  /** Whether every statement of it could be read, and none of it was cut off. */
  readonly isValid: boolean;
  /** Why it isn't valid. */
  readonly problems: readonly SqlDoubt[];
  readonly operation: string;
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  readonly literals: readonly SqlTextValue[];
  readonly limit: SqlTextValue | undefined;
  readonly alters: readonly string[];
  /** The value that it gives a session's setting. */
  setting(name: string): SqlTextValue | undefined;
  tenant(question: SqlTenancy): SqlTenantAnswer;
}

/** `offset` counts UTF-16 code units. */
export interface SqlDoubt {
  readonly what: string;
  readonly offset: number;
}

export type SqlTextValue =
  | { readonly kind: 'literal'; readonly value: string | boolean; readonly text: string }
  /** `key` is the `<key>` of `db.query.parameter.<key>`. */
  | { readonly kind: 'parameter'; readonly key: string; readonly text: string }
  | { readonly kind: 'setting'; readonly name: string; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string };

export interface SqlTenancy {
  readonly columns: readonly string[];
  /** Tenant tables; without them every table is one. */
  readonly tables?: readonly string[];
  /** Tables that row-level security pins. */
  readonly secured?: readonly string[];
}

export interface SqlTenantAnswer {
  readonly filters: boolean | 'unknown';
  readonly pinned: readonly SqlTextValue[];
  /** Where `filters` is unknown, those that may not be pinned. */
  readonly unfiltered: readonly UnfilteredTable[];
  readonly doubts: readonly SqlDoubt[];
}

export interface UnfilteredTable {
  readonly table: string;
  readonly alias: string | undefined;
  readonly offset: number;
  readonly why: string;
  readonly remedy: string;
}
