import type { Writable } from 'node:stream';
import type { ReadingParts } from '../traces/node';

/** What the command line has of its surroundings; tests give their own. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths start here and are shown relative to it. */
  readonly cwd: string;
  /** Nanoseconds since the epoch; read only where someone wrote `now` or `ago`. */
  readonly now: () => bigint;
}

export type OutputStream = Writable & { readonly isTTY?: boolean };

/** What the composition root knows and the rest doesn't. */
export interface Setup {
  readonly version: string;
  /** The folder of the packs that ship with Ringfence. */
  readonly packs: string;
  /** The path of PostgreSQL's parser, as WebAssembly. */
  readonly sqlParser: string;
  /** What makes reading traces fast. */
  readonly reading: ReadingParts;
}
