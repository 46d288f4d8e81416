import type { Blocks, Boundary } from './blocks';

/** So many messages in a row are no accident. */
const IN_A_ROW = 4;
/** The first byte of a message: a list of resources' spans. */
const LIST = 0x0a;
/** A message's length is four bytes long; behind it come the list's tag and its length, up to five. */
const LENGTH_BYTES = 4;
const HEAD_LENGTH = LENGTH_BYTES + 1 + 5;
/** Longer messages are not guessed: the first of a length's bytes is one of few then, and seldom that of something else. */
const LONGEST_BYTE = 3;
/** Each takes a look elsewhere in the file: bytes that keep looking like messages and are none aren't worth more. */
const MOST_TRIED = 1 << 14;

/**
 * Guesses where, from a byte on, a message stands behind its length; null where none is found before `end`. Whoever reads what
 * comes before it finds out whether that is right.
 * @param ahead of the same file, to look ahead in
 */
export function guessMessage(blocks: Blocks, ahead: Blocks, from: number, end: number): Boundary | null {
  let tried = 0;
  for (let at = from; at < end; ) {
    const bytes = blocks.at(at, blocks.blockLength);
    const last = bytes.length - HEAD_LENGTH;
    if (last < 0) return null;
    for (let i = 0; i <= last; i++) {
      if (bytes[i]! > LONGEST_BYTE || bytes[i + LENGTH_BYTES] !== LIST) continue;
      if (areMessages(ahead, at + i)) return { at: at + i, head: 0 };
      if (++tried === MOST_TRIED) return null;
    }
    at += last + 1;
  }
  return null;
}

function areMessages(blocks: Blocks, start: number): boolean {
  let at = start;
  for (let count = 0; count < IN_A_ROW; count++) {
    const head = blocks.at(at, HEAD_LENGTH);
    if (head.length < HEAD_LENGTH || head[LENGTH_BYTES] !== LIST) return false;
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
    if (length < listLength(head)) return false;
    at += LENGTH_BYTES + length;
  }
  return true;
}

/** How long a message's first list is, with what stands before it. */
function listLength(head: Uint8Array): number {
  let length = 0;
  for (let i = LENGTH_BYTES + 1; i < HEAD_LENGTH; i++) {
    length += (head[i]! & 0x7f) * 2 ** (7 * (i - LENGTH_BYTES - 1));
    if (head[i]! < 0x80) return length + i + 1 - LENGTH_BYTES;
  }
  return Number.POSITIVE_INFINITY;
}

/** Follows messages from the first on, of which each leads to the next. */
export function messageWalk(blocks: Blocks): (from: number) => Boundary | null {
  let at = 0;
  return (from) => {
    while (at < from) {
      const length = blocks.at(at, LENGTH_BYTES);
      if (length.length < LENGTH_BYTES) return null;
      at += LENGTH_BYTES + new DataView(length.buffer, length.byteOffset).getUint32(0);
    }
    return at < blocks.size ? { at, head: 0 } : null;
  };
}
