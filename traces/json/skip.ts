import { Malformed, STARVED } from '../interruption';
import { Byte, ENDS_TEXT, IS_STRUCTURE } from './bytes';
import type { JsonScanner } from './scanner';

/** How a line begins that belongs to what precedes it: indented, or with the closing bracket of something. */
const IS_INSIDE = new Uint8Array(256);
for (const byte of new TextEncoder().encode(' \t\r\n}]",')) IS_INSIDE[byte] = 1;

/** Skips what may be longer than the bytes at hand, and remembers how far it got. */
export class ResumableSkip {
  /** Whether something is being skipped; then `run` has to be called before anything else. */
  active = false;
  readonly #scanner: JsonScanner;
  readonly #setMark: () => void;
  #depth = 0;
  #inString = false;
  #toNextDocument = false;
  #loosely = false;

  /** @param setMark called where skipping can go on from */
  constructor(scanner: JsonScanner, setMark: () => void) {
    this.#scanner = scanner;
    this.#setMark = setMark;
  }

  /** Skips the value that is next: at once if it is short, with `run` otherwise. */
  begin(): void {
    const byte = this.#scanner.peek();
    const isString = byte === Byte.quote;
    if (!isString && byte !== Byte.openBrace && byte !== Byte.openBracket) {
      this.#scanner.skipValue();
      return;
    }
    this.#scanner.pos++;
    this.#depth = isString ? 0 : 1;
    this.#inString = isString;
    this.active = true;
    this.#toNextDocument = false;
  }

  /** Skips to the next line; loosely, to the next one that doesn't look like the inside of a document. */
  toNextDocument(loosely: boolean): void {
    this.active = true;
    this.#toNextDocument = true;
    this.#loosely = loosely;
  }

  run(): void {
    if (this.#toNextDocument) this.#skipLines();
    else this.#skipNested();
    this.active = false;
  }

  #skipNested(): void {
    const scanner = this.#scanner;
    if (this.#inString) this.#skipString();
    while (this.#depth > 0) {
      const { bytes } = scanner;
      let at = scanner.pos;
      while (IS_STRUCTURE[bytes[at]!] === 0) at++;
      scanner.pos = at;
      this.#setMark();
      const byte = bytes[at]!;
      if (byte === Byte.quote) {
        scanner.pos++;
        this.#inString = true;
        this.#skipString();
        continue;
      }
      if (byte === Byte.openBrace || byte === Byte.openBracket) this.#depth++;
      else if (byte === Byte.newline) scanner.passNewline(at);
      else if (byte !== 0) this.#depth--;
      else if (at >= scanner.limit) throw STARVED;
      else throw new Malformed('a control character', at);
      scanner.pos++;
    }
  }

  /** From anywhere inside, but between a backslash and what it escapes. */
  #skipString(): void {
    const scanner = this.#scanner;
    const { bytes, limit } = scanner;
    for (let at = scanner.pos; ; at += 2) {
      while (ENDS_TEXT[bytes[at]!] === 0) at++;
      scanner.pos = at;
      this.#setMark();
      const byte = bytes[at]!;
      if (byte === Byte.quote) break;
      if (at >= limit || (byte === Byte.backslash && at + 1 >= limit)) throw STARVED;
      if (byte === Byte.newline) throw new Malformed('the line ends inside a string', at);
      if (byte !== Byte.backslash) throw new Malformed('a control character in a string', at);
    }
    scanner.pos++;
    this.#inString = false;
  }

  #skipLines(): void {
    const scanner = this.#scanner;
    const { bytes, limit } = scanner;
    for (;;) {
      let at = scanner.pos;
      while (at < limit && bytes[at] !== Byte.newline) at++;
      scanner.pos = at;
      this.#setMark();
      // the line that follows is told by its first byte
      if (at + 1 >= limit) throw STARVED;
      scanner.pos++;
      scanner.line++;
      if (!this.#loosely || IS_INSIDE[bytes[at + 1]!] === 0) return;
    }
  }
}
