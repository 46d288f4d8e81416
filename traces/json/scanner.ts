import { viewOf } from '../columns/hash';
import { Malformed, STARVED } from '../interruption';
import { roomOnHeap, type WindowRoom } from '../window-room';
import { Byte, ENDS_TEXT, IS_STRUCTURE, IS_WORD } from './bytes';
import { documentHead } from './document-boundary';
import type { FieldTable } from './field-table';
import { unescapeText } from './unescape';

/** Room behind the last byte, so that looking a few bytes ahead needs no check. */
const SLACK = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const FIRST_LENGTH = 1 << 12;

/**
 * A window of bytes and a position in it. A byte 0 stands behind the last one: no token contains it, so every loop
 * stops there and asks whether it is the end. Reading methods leave `pos` behind what they read.
 */
export class JsonScanner {
  bytes: Uint8Array<ArrayBuffer>;
  /** Over the same bytes. */
  view: DataView;
  pos = 0;
  limit = 0;
  /** 1-based; counts newlines between tokens, the only place where JSON can have them. */
  line = 1;
  /** Whether a new document can't begin here unless the one at hand broke off. */
  insideDocument = false;
  /** Where the window begins in the content. */
  base = 0;
  /** The string that was read last, unescaped. */
  text: Uint8Array;
  textStart = 0;
  textEnd = 0;
  /** How deep the value that was skipped last is nested. */
  skippedDepth = 0;
  #unescaped = new Uint8Array(256);
  readonly #room: WindowRoom;

  constructor(room: WindowRoom = roomOnHeap()) {
    this.#room = room;
    this.bytes = room(FIRST_LENGTH);
    this.bytes[0] = 0;
    this.view = viewOf(this.bytes);
    this.text = this.bytes;
  }

  /** Forgets the bytes before `keep` and adds some; positions shift by `keep`. */
  append(chunk: Uint8Array, keep: number): void {
    const kept = this.limit - keep;
    const length = kept + chunk.length;
    if (length + SLACK > this.bytes.length) {
      this.bytes = this.#room(Math.max(this.bytes.length * 2, length + SLACK));
      this.view = viewOf(this.bytes);
    }
    if (keep > 0) this.bytes.copyWithin(0, keep, this.limit);
    this.bytes.set(chunk, kept);
    this.bytes[length] = 0;
    this.base += keep;
    this.pos -= keep;
    this.limit = length;
  }

  /** The next byte that is not white space, which `pos` then points at. */
  peek(): number {
    const byte = this.bytes[this.pos]!;
    return byte > 0x20 ? byte : this.#skipSpace();
  }

  /** Whether the next token is `byte`, which is then passed. */
  take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.pos++;
    return true;
  }

  /** Passes the three bytes that some editors put in front of UTF-8. */
  skipByteOrderMark(): void {
    const { bytes, pos } = this;
    if (bytes[pos] !== 0xef) return;
    if (pos + 3 > this.limit) throw STARVED;
    if (bytes[pos + 1] === 0xbb && bytes[pos + 2] === 0xbf) this.pos += 3;
  }

  expect(byte: number, what: string): void {
    if (!this.take(byte)) throw this.malformed(`expected ${what}`);
  }

  malformed(what: string): Malformed {
    return new Malformed(what, this.pos);
  }

  /**
   * Goes to the next field of an object, and past its colon.
   * @param first whether nothing of the object but its brace was read
   * @returns the field's number; 0 for an unknown key, -1 behind the closing brace
   */
  nextField(table: FieldTable, first: boolean): number {
    let byte = this.peek();
    if (byte === Byte.closeBrace) {
      this.pos++;
      return -1;
    }
    if (!first) {
      if (byte !== Byte.comma) throw this.malformed('expected "," or "}"');
      this.pos++;
      byte = this.peek();
    }
    if (byte !== Byte.quote) throw this.malformed('expected a key');
    const guessed = table.guess(this.view, this.pos);
    if (guessed !== 0) {
      this.pos += guessed;
      return table.guessed();
    }
    this.readString();
    this.expect(Byte.colon, '":"');
    return table.find(this.text, this.textStart, this.textEnd);
  }

  /**
   * Goes to the next element of an array.
   * @returns false behind the closing bracket
   */
  nextElement(first: boolean): boolean {
    const byte = this.peek();
    if (byte === Byte.closeBracket) {
      this.pos++;
      return false;
    }
    if (first) return true;
    if (byte !== Byte.comma) throw this.malformed('expected "," or "]"');
    this.pos++;
    if (this.peek() === Byte.closeBracket) throw this.malformed('expected a value after ","');
    return true;
  }

  /** Reads the string at `pos` into `text`, `textStart` and `textEnd`. */
  readString(): void {
    const bytes = this.bytes;
    const start = this.pos + 1;
    let at = start;
    while (ENDS_TEXT[bytes[at]!] === 0) at++;
    if (bytes[at] === Byte.quote) {
      this.text = bytes;
      this.textStart = start;
      this.textEnd = at;
      this.pos = at + 1;
      return;
    }
    this.skipString();
    this.#unescape(start, this.pos - 1);
  }

  readText(): string {
    this.readString();
    return this.textString();
  }

  /** The string that was read last. */
  textString(): string {
    return decoder.decode(this.text.subarray(this.textStart, this.textEnd));
  }

  skipString(): void {
    const bytes = this.bytes;
    let at = this.pos + 1;
    for (;;) {
      while (ENDS_TEXT[bytes[at]!] === 0) at++;
      const byte = bytes[at]!;
      if (byte === Byte.quote) break;
      if (at >= this.limit || (byte === Byte.backslash && at + 1 >= this.limit)) throw STARVED;
      if (byte === Byte.newline) throw new Malformed('the line ends inside a string', at);
      if (byte !== Byte.backslash) throw new Malformed('a control character in a string', at);
      at += 2;
    }
    this.pos = at + 1;
  }

  /** Skips any value; its brackets are counted, not matched. */
  skipValue(): void {
    const byte = this.peek();
    this.skippedDepth = 0;
    if (byte === Byte.quote) this.skipString();
    else if (byte === Byte.openBrace || byte === Byte.openBracket) this.#skipNested();
    else this.skipWord();
  }

  /** Passes a number, `true`, `false` or `null`; it lies between the old and the new `pos`. */
  skipWord(): void {
    const bytes = this.bytes;
    let at = this.pos;
    while (IS_WORD[bytes[at]!] === 1) at++;
    if (at >= this.limit) throw STARVED;
    if (at === this.pos) throw this.malformed('expected a value');
    this.pos = at;
  }

  /** The bytes from `start` to `pos`. */
  written(start: number): string {
    return decoder.decode(this.bytes.subarray(start, this.pos));
  }

  /** Whether a `null` is next, which is then passed. */
  takeNull(): boolean {
    if (this.peek() !== 0x6e) return false;
    const start = this.pos;
    this.skipWord();
    if (this.written(start) !== 'null') throw new Malformed('expected a value', start);
    return true;
  }

  /** Counts the newline at `at`; a line that broke off would take the next one's document for its own content. */
  passNewline(at: number): void {
    if (this.insideDocument) {
      // what the next line begins with is not known yet
      if (at + 1 >= this.limit) throw STARVED;
      if (this.bytes[at + 1] === Byte.openBrace && this.#beginsDocument(at + 1)) {
        throw new Malformed('the line ends inside a document', at, true);
      }
    }
    this.line++;
  }

  /** @param brace at the beginning of a line */
  #beginsDocument(brace: number): boolean {
    const length = documentHead(this.bytes, brace, this.limit);
    if (length < 0) throw STARVED;
    return length > 0;
  }

  #skipNested(): void {
    const bytes = this.bytes;
    let depth = 0;
    let at = this.pos;
    for (;;) {
      while (IS_STRUCTURE[bytes[at]!] === 0) at++;
      switch (bytes[at]) {
        case Byte.quote:
          this.pos = at;
          this.skipString();
          at = this.pos;
          continue;
        case Byte.openBrace:
        case Byte.openBracket:
          if (++depth > this.skippedDepth) this.skippedDepth = depth;
          break;
        case Byte.closeBrace:
        case Byte.closeBracket:
          if (--depth === 0) {
            this.pos = at + 1;
            return;
          }
          break;
        case Byte.newline:
          this.passNewline(at);
          break;
        default:
          if (at >= this.limit) throw STARVED;
          throw new Malformed('a control character', at);
      }
      at++;
    }
  }

  /** How many newlines there are from `start` to `end`; -1 if there is anything but white space. */
  countNewlines(start: number, end: number): number {
    let newlines = start <= end ? 0 : -1;
    for (let at = start; at < end; at++) {
      const byte = this.bytes[at]!;
      if (byte === Byte.newline) newlines++;
      else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return -1;
    }
    return newlines;
  }

  /** How many newlines there are from `start` on, whatever is between them. */
  newlines(start: number): number {
    let newlines = 0;
    for (let at = start; at < this.limit; at++) if (this.bytes[at] === Byte.newline) newlines++;
    return newlines;
  }

  /** Goes on to what is no white space, whether or not there is anything. */
  passSpace(): void {
    for (; this.countNewlines(this.pos, this.pos + 1) >= 0; this.pos++) {
      if (this.bytes[this.pos] === Byte.newline) this.line++;
    }
  }

  #skipSpace(): number {
    const bytes = this.bytes;
    let at = this.pos;
    for (; ; at++) {
      const byte = bytes[at]!;
      if (byte === 0x20) continue;
      if (byte === Byte.newline) this.passNewline(at);
      else if (byte !== 0x0d && byte !== 0x09) break;
    }
    this.pos = at;
    if (at >= this.limit) throw STARVED;
    if (bytes[at]! < 0x20) throw this.malformed('a control character');
    return bytes[at]!;
  }

  #unescape(start: number, end: number): void {
    if (this.#unescaped.length < end - start) this.#unescaped = new Uint8Array((end - start) * 2);
    const length = unescapeText(this.bytes, start, end, this.#unescaped);
    if (length < 0) throw new Malformed('a bad escape in a string', start);
    this.text = this.#unescaped;
    this.textStart = 0;
    this.textEnd = length;
  }
}
