import type { ReadContext, TraceReader } from '../reader';
import type { Head } from './head';

/** A way to write traces. A new one is a file with one of these, and a line in `formats.ts`. */
export interface TraceFormat {
  /** As reports name it: `otlp-json` … */
  readonly name: string;
  /** Whether content that begins like this is written so. */
  recognises(head: Head): boolean;
  open(context: ReadContext): TraceReader;
  /** Where parts of a content can be read apart: a reader for what stands behind a boundary at byte `start`. */
  openAt?(context: ReadContext, start: number): TraceReader;
}

/** Content that is known and not read. */
export interface ForeignContent {
  /** One sentence that says what it is. */
  readonly sentence: string;
  recognises(head: Head): boolean;
}
