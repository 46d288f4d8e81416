/** What a column is pinned to. */
export type SqlValue =
  /** A constant; numbers as written, so that none is rounded. */
  | { readonly kind: 'literal'; readonly value: string | boolean; readonly text: string }
  /** A placeholder: `key` is the `<key>` of `db.query.parameter.<key>`, the name or the index from 0. */
  | { readonly kind: 'parameter'; readonly key: string; readonly text: string }
  /** A setting of the session or connection: `current_setting('app.tenant')`, `@tenant`, `SESSION_CONTEXT(N'tenant')`. */
  | { readonly kind: 'setting'; readonly name: string; readonly text: string }
  /** Computed from the former without any column: `lower($1)`. */
  | { readonly kind: 'expression'; readonly text: string };

/** Equal for values that are the same for sure, whatever their spelling (5 and '5' are). */
export function valueKey(value: SqlValue): string {
  switch (value.kind) {
    case 'literal':
      return `l${value.value}`;
    case 'parameter':
      return `p${value.key}`;
    case 'setting':
      return `s${value.name}`;
    case 'expression':
      return `e${value.text}`;
  }
}

/** Whether two of these values can't be the same one. */
export function conflict(values: readonly SqlValue[]): boolean {
  const literals = values.filter(({ kind }) => kind === 'literal').map(valueKey);
  return new Set(literals).size > 1;
}
