import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** VS Code opens no larger file as text. */
const MAX_TEXT_BYTES = 50 * 1024 * 1024;
/** Enough to tell how a file breaks its lines. */
const HEAD_BYTES = 64 * 1024;
/** Less at a time isn't worth a call of the system. */
const PIECE_BYTES = 64 * 1024;

const LF = 10;
const CR = 13;

/** A file that editors open as text, read in pieces. */
export class TextFile {
  #piece: Buffer = Buffer.alloc(0);
  /** Where `#piece` begins. */
  #from = 0;

  private constructor(
    private readonly descriptor: number,
    /** In bytes. */
    readonly size: number,
    /** A line ends with a carriage return alone, as nobody has written them for decades. */
    readonly hasBareReturns: boolean,
  ) {}

  /**
   * What comes of reading a file; null for one that no editor opens as text.
   * @throws Error of the file system
   */
  static read<T>(path: string, use: (file: TextFile) => T): T | null {
    const descriptor = openSync(path, 'r');
    try {
      const { size } = fstatSync(descriptor);
      if (size > MAX_TEXT_BYTES) return null;
      const head = pieceOf(descriptor, 0, Math.min(size, HEAD_BYTES));
      return looksBinary(head) ? null : use(new TextFile(descriptor, size, hasBareReturn(head)));
    } finally {
      closeSync(descriptor);
    }
  }

  /** The bytes between two offsets, as far as the file goes; they stay as they are. */
  bytes(from: number, to: number): Buffer {
    const end = Math.min(to, this.size);
    if (from < this.#from || end > this.#from + this.#piece.length) {
      this.#piece = pieceOf(this.descriptor, from, Math.min(Math.max(end - from, PIECE_BYTES), this.size - from));
      this.#from = from;
    }
    return this.#piece.subarray(from - this.#from, Math.max(from, end) - this.#from);
  }
}

/** Shorter where the file ends before. */
function pieceOf(descriptor: number, from: number, length: number): Buffer {
  const piece = Buffer.alloc(Math.max(0, length));
  let read = 0;
  while (read < piece.length) {
    const more = readSync(descriptor, piece, read, piece.length - read, from + read);
    if (more === 0) break;
    read += more;
  }
  return piece.subarray(0, read);
}

/** Editors take a text for binary if it has a zero byte near its start; that covers gzip, zstd and protobuf nearly always. */
function looksBinary(bytes: Uint8Array): boolean {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const zstd = bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
  return gzip || zstd || bytes.subarray(0, 512).includes(0);
}

function hasBareReturn(head: Buffer): boolean {
  // what follows the last byte is not known
  const last = head.length - 1;
  for (let at = head.indexOf(CR); at >= 0 && at < last; at = head.indexOf(CR, at + 1)) {
    if (head[at + 1] !== LF) return true;
  }
  return false;
}
