import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { TraceInput } from './trace-input';

/** Reading into one buffer over and over is several times as fast as a stream. */
const CHUNK_LENGTH = 1 << 20;

/** The stored bytes of one input, piece by piece. A piece is good until the next one is asked for. */
export interface ContentSource {
  /** In bytes; 0 where it isn't known beforehand. */
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** @throws what opening a file throws, at once or from the iteration */
export function openSource(input: TraceInput): ContentSource {
  if (input.content) return { size: input.content.length, chunks: [input.content] };
  if (input.file === '-') return { size: 0, chunks: process.stdin };
  const descriptor = openSync(input.file, 'r');
  try {
    return { size: fstatSync(descriptor).size, chunks: readChunks(descriptor) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Closes the file when it is through, or when the iteration is given up. */
function* readChunks(descriptor: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_LENGTH);
  try {
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
