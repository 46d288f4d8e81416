/** A mistake in a rule file: what, where, why, and where possible what to do. Offsets are UTF-16, the end excluded. */
export interface Diagnostic {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16. */
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Stable, kebab-case: one page, one check. */
  readonly code: string;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}
