/** 0-based line and UTF-16 character, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * What to open to see something. For a span whose file can't show it as text (binary, compressed, over 50 MB,
 * beyond column 10,000) `uri` is a `ringfence-span:` document; `range` is where to put the cursor in it.
 */
export interface Target {
  readonly uri: string;
  readonly range: Range;
}
