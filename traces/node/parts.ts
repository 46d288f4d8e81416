import { closeSync, fstatSync, openSync } from 'node:fs';
import { findDocumentBoundary, HEAD_LENGTH, Head, recognise } from '../../traces';
import { Blocks, type Boundary } from './blocks';
import { isPacked } from './envelopes';
import { guessMessage, messageWalk } from './message-boundary';
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

function cut(descriptor: number, size: number, length: number): readonly FilePart[] | null {
  const blocks = new Blocks(descriptor, size, BLOCK_LENGTH);
  const head = blocks.at(0, HEAD_LENGTH);
  const format = isPacked(head) ? '' : recognise(new Head(head));
  const name = typeof format === 'string' ? '' : format.name;
  const next =
    name === 'otlp-json'
      ? (from: number) => nextDocument(blocks, from)
      : name === 'otlp-protobuf-framed'
        ? nextMessage(blocks, new Blocks(descriptor, size, SHORT_BLOCK))
        : null;
  if (next === null) return null;
  const parts: FilePart[] = [];
  for (let start = 0; start < blocks.size; ) {
    const boundary = start + length < blocks.size ? next(start + length) : null;
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

/** Short messages are guessed: following them one by one would be reading nearly all of the file. */
function nextMessage(blocks: Blocks, ahead: Blocks): (from: number) => Boundary | null {
  const first = blocks.at(0, 4);
  if (new DataView(first.buffer, first.byteOffset).getUint32(0) > BLOCK_LENGTH) return messageWalk(ahead);
  return (from) => guessMessage(blocks, ahead, from, Math.min(blocks.size, from + LONGEST_SEARCH));
}
