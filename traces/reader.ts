import type { ColumnsBuilder } from './columns/builder';
import type { ProblemList } from './problem-list';
import type { Tally } from './tally';

/** What a reader of one file puts its findings into. */
export interface ReadContext {
  readonly builder: ColumnsBuilder;
  /** The file's number in the builder. */
  readonly file: number;
  readonly problems: ProblemList;
  readonly tally: Tally;
}

/** Takes one content from its first byte to its last, in pieces of any size. Never throws on what it is given. */
export interface TraceReader {
  /** The bytes may be overwritten when this returns. */
  write(bytes: Uint8Array): void;
  /** No more bytes will come. */
  end(): void;
  /**
   * In place of `end`, where others read on behind a boundary.
   * @param head the bytes there that tell that it is one
   * @returns how many lines were passed; null if it is no boundary after all: the content has to be read as a whole
   */
  endBefore?(head: Uint8Array): number | null;
}
