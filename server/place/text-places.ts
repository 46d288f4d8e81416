import type { TextRange } from '../../protocol';

/** VS Code renders no line beyond this column. */
export const MAX_COLUMN = 10_000;

const LF = 10;
const CR = 13;
/** No character of `MAX_COLUMN` UTF-16 units takes more than three bytes each. */
export const MAX_BYTES_BEFORE = MAX_COLUMN * 3;

export interface ByteRange {
  /** Bytes from the start of the file; `end` is not included. */
  readonly start: number;
  readonly end: number;
}

/**
 * Where byte ranges stand in a UTF-8 text, in lines and UTF-16 characters as an editor counts them.
 * null for a range that begins beyond `MAX_COLUMN`, or outside the text; one that runs on beyond is cut there.
 * @param ranges in ascending order of `start`
 */
export function textPlaces(bytes: Uint8Array, ranges: readonly ByteRange[]): (TextRange | null)[] {
  const lines = new LineCursor(bytes);
  return ranges.map(({ start, end }) => {
    if (start >= bytes.length) return null;
    const { line, from } = lines.lineAt(start);
    const character = characters(bytes, from, start);
    if (character === null || character > MAX_COLUMN) return null;
    const stop = Math.min(end, lineEnd(bytes, start));
    const length = characters(bytes, start, stop) ?? MAX_COLUMN;
    const last = Math.min(character + length, MAX_COLUMN);
    return { start: { line, character }, end: { line, character: last } };
  });
}

/** Walks the line breaks once, for places that come in ascending order. */
class LineCursor {
  private line = 0;
  private from: number;
  private at: number;

  constructor(private readonly bytes: Uint8Array) {
    // editors take a byte order mark off
    this.from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.at = this.from;
  }

  lineAt(offset: number): { line: number; from: number } {
    const { bytes } = this;
    for (; this.at < offset; this.at++) {
      const byte = bytes[this.at];
      // \r\n is one break, and it ends with the \n
      if (byte === LF || (byte === CR && bytes[this.at + 1] !== LF)) {
        this.line++;
        this.from = this.at + 1;
      }
    }
    return { line: this.line, from: this.from };
  }
}

/** UTF-16 units in a stretch of UTF-8; null where it is too long to be shown anyway. */
function characters(bytes: Uint8Array, start: number, end: number): number | null {
  if (end - start > MAX_BYTES_BEFORE) return null;
  return end <= start ? 0 : decoder.decode(bytes.subarray(start, end)).length;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function lineEnd(bytes: Uint8Array, from: number): number {
  const limit = Math.min(bytes.length, from + MAX_BYTES_BEFORE);
  for (let at = from; at < limit; at++) if (bytes[at] === LF || bytes[at] === CR) return at;
  return limit;
}
