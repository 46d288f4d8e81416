import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { findDocumentBoundary, HEAD_LENGTH, Head, recognise } from '../../traces';
import { isPacked } from './envelopes';
import type { TraceInput } from './trace-input';

/** A part of a file that can be read apart from the others, as far as its content shows beforehand. */
export interface FilePart {
  readonly start: number;
  readonly end: number;
  /** How many bytes at `end` tell that the next part begins there; 0 in the last part. */
  readonly head: number;
  /** Whether the file ends with it. */
  readonly isLast: boolean;
  /** The format, which the first part tells by itself. */
  readonly format: string | null;
}

const BLOCK_LENGTH = 1 << 16;
/** Lengths are few bytes, far apart. */
const SHORT_BLOCK = 1 << 12;
/** A boundary that is not within so many bytes is not looked for. */
const LONGEST_SEARCH = 1 << 24;

/** Cuts a file into parts of about `length` bytes; null if it has to be read as a whole, or can't be read. */
export function partsOf({ file }: TraceInput, length: number): readonly FilePart[] | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    // whoever reads it says why
    return null;
  }
  try {
    const { size } = fstatSync(descriptor);
    return size < length * 2 ? null : cut(descriptor, size, length);
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

interface Boundary {
  readonly at: number;
  readonly head: number;
}

function cut(descriptor: number, size: number, length: number): readonly FilePart[] | null {
  const blocks = new Blocks(descriptor, size, BLOCK_LENGTH);
  const head = blocks.at(0, HEAD_LENGTH);
  const format = isPacked(head) ? '' : recognise(new Head(head));
  const name = typeof format === 'string' ? '' : format.name;
  const next =
    name === 'otlp-json'
      ? nextDocument
      : name === 'otlp-protobuf-framed'
        ? messageWalk(new Blocks(descriptor, size, SHORT_BLOCK))
        : null;
  if (next === null) return null;
  const parts: FilePart[] = [];
  for (let start = 0; start < blocks.size; ) {
    const boundary = start + length < blocks.size ? next(blocks, start + length) : null;
    const end = boundary?.at ?? blocks.size;
    parts.push({ start, end, head: boundary?.head ?? 0, isLast: boundary === null, format: start === 0 ? null : name });
    start = end;
  }
  return parts.length < 2 ? null : parts;
}

/** The first boundary from a byte on. */
function nextDocument(blocks: Blocks, from: number): Boundary | null {
  let overlap = 0;
  const end = Math.min(blocks.size, from + LONGEST_SEARCH);
  for (let at = from; at < end; at += BLOCK_LENGTH - overlap) {
    const found = findDocumentBoundary(blocks.at(at, BLOCK_LENGTH), 0);
    if (found !== null) return { at: at + found.at, head: found.length };
    overlap = 128;
  }
  return null;
}

/** Messages stand behind their lengths: from the first on, one leads to the next. */
function messageWalk(blocks: Blocks): (_: Blocks, from: number) => Boundary | null {
  let at = 0;
  return (_, from) => {
    while (at < from) {
      const length = blocks.at(at, 4);
      if (length.length < 4) return null;
      at += 4 + new DataView(length.buffer, length.byteOffset).getUint32(0);
    }
    return at < blocks.size ? { at, head: 0 } : null;
  };
}

/** A file's bytes, wherever somebody looks. */
class Blocks {
  readonly size: number;
  readonly #descriptor: number;
  readonly #block: Uint8Array;
  #start = 0;
  #length = 0;

  constructor(descriptor: number, size: number, blockLength: number) {
    this.#descriptor = descriptor;
    this.size = size;
    this.#block = new Uint8Array(blockLength);
  }

  /** Up to `length` bytes, fewer only at the end; good until the next call. */
  at(start: number, length: number): Uint8Array {
    const end = Math.min(this.size, start + length);
    if (start < this.#start || end > this.#start + this.#length) {
      this.#start = start;
      this.#length = readSync(this.#descriptor, this.#block, 0, this.#block.length, start);
    }
    return this.#block.subarray(start - this.#start, Math.min(end - this.#start, this.#length));
  }
}
