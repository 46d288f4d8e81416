/** Something in the input that could not be read as it stands, and what was left out because of it. */
export interface Problem {
  readonly path: string;
  /** 1-based; null in binary files. */
  readonly line: number | null;
  /** Bytes from the start of the decompressed content. */
  readonly offset: number;
  readonly what: string;
  /** What is missing from the result: `the line`, `the field` … */
  readonly skipped: string;
}
