import { readSync } from 'node:fs';

/** Where a part of a file ends, and how many bytes there tell so. */
export interface Boundary {
  readonly at: number;
  readonly head: number;
}

/** A file's bytes, wherever somebody looks. */
export class Blocks {
  readonly size: number;
  readonly blockLength: number;
  readonly #descriptor: number;
  readonly #block: Uint8Array;
  #start = 0;
  #length = 0;

  constructor(descriptor: number, size: number, blockLength: number) {
    this.#descriptor = descriptor;
    this.size = size;
    this.blockLength = blockLength;
    this.#block = new Uint8Array(blockLength);
  }

  /** Up to `length` bytes, fewer only at the end; good until the next call. */
  at(start: number, length: number): Uint8Array {
    const end = Math.min(this.size, start + length);
    if (end <= start) return this.#block.subarray(0, 0);
    if (start < this.#start || end > this.#start + this.#length) {
      this.#start = start;
      this.#length = readSync(this.#descriptor, this.#block, 0, this.#block.length, start);
    }
    return this.#block.subarray(start - this.#start, Math.min(end - this.#start, this.#length));
  }
}
