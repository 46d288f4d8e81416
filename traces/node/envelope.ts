/** Stored bytes, piece by piece; a piece is good until the next one is asked for. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A way to pack a content, whatever the content is. A new one is a file with one of these, and a line in `envelopes.ts`. */
export interface Envelope {
  /** What reports add to the format's name: `+gzip` … */
  readonly suffix: string;
  /** Whether stored bytes that begin like this are packed so. At least `ENVELOPE_HEAD` bytes, if there are as many. */
  recognises(head: Uint8Array): boolean;
  /** The content. What it throws says what is wrong with the packing. */
  unpack(stored: Chunks): AsyncIterable<Uint8Array>;
}

/** How many bytes are looked at. */
export const ENVELOPE_HEAD = 16;

/** Packed bytes that make no sense. */
export class BadEnvelope extends Error {}
