import { isAscii } from '../columns/dictionary';
import { ValueKind } from '../columns/value-codec';

// Most lists are of plain texts or of whole numbers. Those go straight from how they are written to how dictionaries hold them.

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const OPENING = ascii('{"values":[');
const TEXT_OPENS = ascii('{"stringValue":"');
const TEXT_CLOSES = ascii('"}');
const INTEGER_OPENS = ascii('{"intValue":');
const CLOSING = ascii(']}');
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const CLOSE_BRACE = 0x7d;
const ZERO = 0x30;
const NINE = 0x39;

/** Of a value in an ArrayValue in protobuf. */
const VALUE = 0x0a;
const TEXT = 0x0a;
const INTEGER = 0x18;

/** More digits, or bytes of seven bits, may be more than a double holds. */
const MOST_DIGITS = 15;
const MOST_BYTES = 7;

/** A kind, and a length of four bytes. */
const FRAME_HEAD = 5;

const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

/** Writes a list as dictionaries hold it. Each returns false, and what was written is of no use, for what isn't plain. */
export class PlainList {
  bytes = new Uint8Array(512);
  length = 0;

  /** Of an ArrayValue in JSON, written as compactly as can be. */
  writeJson(bytes: Uint8Array, start: number, end: number): boolean {
    this.#begin(end - start);
    if (!isAt(bytes, start, OPENING)) return false;
    let at = start + OPENING.length;
    if (!isAt(bytes, at, CLOSING)) {
      for (;;) {
        at = isAt(bytes, at, TEXT_OPENS) ? this.#text(bytes, at) : this.#integer(bytes, at);
        if (at < 0) return false;
        if (bytes[at] !== COMMA) break;
        at++;
      }
    }
    return isAt(bytes, at, CLOSING) && at + CLOSING.length === end;
  }

  /** Of an ArrayValue in protobuf that was scanned, of values shorter than 128 bytes. */
  writeMessage(bytes: Uint8Array, start: number, end: number): boolean {
    this.#begin(end - start);
    for (let at = start; at < end; ) {
      const size = bytes[at + 1]!;
      const from = at + 2;
      if (bytes[at] !== VALUE || size < 2 || size >= 0x80) return false;
      at = from + size;
      const isPlain =
        bytes[from] === TEXT
          ? bytes[from + 1] === size - 2 && isAscii(bytes, from + 2, at) && this.#addText(bytes, from + 2, at)
          : bytes[from] === INTEGER && size - 1 <= MOST_BYTES && this.#addNumber(small(bytes, from + 1, at));
      if (!isPlain) return false;
    }
    return true;
  }

  #begin(length: number): void {
    this.length = 0;
    // a small number in protobuf has four bytes, and thirteen here
    if (this.bytes.length < length * 4) this.bytes = new Uint8Array(length * 8);
  }

  #text(bytes: Uint8Array, start: number): number {
    const from = start + TEXT_OPENS.length;
    let to = from;
    for (let byte = bytes[to]!; byte !== QUOTE; byte = bytes[++to]!) if (byte >= 0x80 || byte === BACKSLASH) return -1;
    this.#addText(bytes, from, to);
    return isAt(bytes, to, TEXT_CLOSES) ? to + TEXT_CLOSES.length : -1;
  }

  /** In quotes or not, without zeros in front. */
  #integer(bytes: Uint8Array, start: number): number {
    if (!isAt(bytes, start, INTEGER_OPENS)) return -1;
    let at = start + INTEGER_OPENS.length;
    const quoted = bytes[at] === QUOTE;
    if (quoted) at++;
    const first = at;
    let value = 0;
    for (; bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + bytes[at]! - ZERO;
    if (at === first || at - first > MOST_DIGITS || (bytes[first] === ZERO && at > first + 1)) return -1;
    if (quoted && bytes[at++] !== QUOTE) return -1;
    this.#addNumber(value);
    return bytes[at] === CLOSE_BRACE ? at + 1 : -1;
  }

  #addText(bytes: Uint8Array, from: number, to: number): true {
    const at = this.#addFrame(ValueKind.string, to - from);
    for (let i = from; i < to; i++) this.bytes[at + i - from] = bytes[i]!;
    return true;
  }

  #addNumber(value: number): true {
    double[0] = value;
    const last = this.#addFrame(ValueKind.number, 8) + 7;
    for (let i = 0; i < 8; i++) this.bytes[last - i] = doubleBytes[i]!;
    return true;
  }

  #addFrame(kind: number, size: number): number {
    const { bytes, length: at } = this;
    bytes[at] = kind;
    bytes[at + 1] = size >>> 24;
    bytes[at + 2] = size >>> 16;
    bytes[at + 3] = size >>> 8;
    bytes[at + 4] = size;
    this.length = at + FRAME_HEAD + size;
    return at + FRAME_HEAD;
  }
}

/** A varint of few bytes. */
function small(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = to - 1; at >= from; at--) value = value * 0x80 + (bytes[at]! & 0x7f);
  return value;
}

function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
