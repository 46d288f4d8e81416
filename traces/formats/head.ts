import { type JsonOutline, outlineJson } from './json-outline';

/** How many bytes are looked at to tell a format; less only if the content is shorter. */
export const HEAD_LENGTH = 1 << 16;

const decoder = new TextDecoder('latin1');

/** The beginning of a content, looked at in ways that recognising it needs. */
export class Head {
  readonly bytes: Uint8Array;
  #outline: JsonOutline | null | undefined;

  /** @param bytes at most `HEAD_LENGTH` */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  startsWith(...bytes: number[]): boolean {
    return this.hasAt(0, ...bytes);
  }

  hasAt(at: number, ...bytes: number[]): boolean {
    return bytes.every((byte, i) => this.bytes[at + i] === byte);
  }

  /** The first byte that is not white space, behind a byte order mark; -1 if there is none. */
  firstByte(): number {
    let at = this.startsWith(0xef, 0xbb, 0xbf) ? 3 : 0;
    while (at < this.bytes.length && SPACE.has(this.bytes[at]!)) at++;
    return this.bytes[at] ?? -1;
  }

  /** Byte by byte, which is enough to look for ASCII. */
  latin1(): string {
    return decoder.decode(this.bytes);
  }

  /** Bytes that text doesn't have. */
  isBinary(): boolean {
    return this.bytes.includes(0);
  }

  /** The keys of the first JSON value; null if the content doesn't begin like JSON. */
  json(): JsonOutline | null {
    if (this.#outline === undefined) {
      const first = this.firstByte();
      const isJson = first === 0x7b || first === 0x5b;
      this.#outline = isJson ? outlineJson(this.bytes) : null;
    }
    return this.#outline;
  }
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
