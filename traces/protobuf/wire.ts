import { Malformed, STARVED } from '../interruption';
import { roomOnHeap, type WindowRoom } from '../window-room';

export const WireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** Field number and wire type in one. */
export function tagOf(field: number, wireType: number): number {
  return (field << 3) | wireType;
}

/** Room behind the last byte, so that looking a few bytes ahead needs no check. */
const SLACK = 64;

const FIRST_LENGTH = 1 << 12;

/** A window of protobuf bytes and a position in it. Reading methods leave `pos` behind what they read. */
export class WireScanner {
  bytes: Uint8Array;
  pos = 0;
  limit = 0;
  /** Where the window begins in the content. */
  base = 0;
  /** The upper half of the varint or fixed64 that was read last. */
  high = 0;

  readonly #room: WindowRoom;

  constructor(room: WindowRoom = roomOnHeap()) {
    this.#room = room;
    this.bytes = room(FIRST_LENGTH);
  }

  /** Forgets the bytes before `pos` and adds some. */
  append(chunk: Uint8Array): void {
    const kept = this.limit - this.pos;
    const length = kept + chunk.length;
    if (length + SLACK > this.bytes.length) this.bytes = this.#room(Math.max(this.bytes.length * 2, length + SLACK));
    if (this.pos > 0) this.bytes.copyWithin(0, this.pos, this.limit);
    this.bytes.set(chunk, kept);
    this.base += this.pos;
    this.pos = 0;
    this.limit = length;
  }

  /** Forgets everything; the next byte stands at `offset`. */
  restart(offset: number): void {
    this.pos = 0;
    this.limit = 0;
    this.base = offset;
  }

  /** The position in the content. */
  get offset(): number {
    return this.base + this.pos;
  }

  /** The lower 32 bits, unsigned; the upper ones are in `high`. */
  readVarint(): number {
    const { bytes } = this;
    const start = this.pos;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.pos >= this.limit) throw STARVED;
      const byte = bytes[this.pos++]!;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.high = high >>> 0;
        return low >>> 0;
      }
    }
    throw new Malformed('a varint of more than ten bytes', start);
  }

  /** A tag; never 0. */
  readTag(): number {
    const start = this.pos;
    const tag = this.readVarint();
    if (tag >>> 3 === 0 || this.high !== 0) throw new Malformed('a field number that protobuf does not have', start);
    return tag;
  }

  /**
   * The length of what follows.
   * @param end where it must end at the latest; a position in the window, which may lie behind its end
   */
  readLength(end: number): number {
    const start = this.pos;
    const length = this.readVarint();
    if (this.high !== 0 || this.pos + length > end) throw new Malformed('a field longer than what it is in', start);
    return length;
  }

  /** Enters a length-delimited field; returns where it ends. */
  enter(end: number): number {
    const length = this.readLength(end);
    return this.pos + length;
  }

  /** To be called behind the last field of what ends there: its varint may have gone on beyond. */
  leave(end: number): void {
    if (this.pos > end) throw new Malformed('a field longer than what it is in', end);
  }

  readFixed64(end: number): number {
    if (this.pos + 8 > end) throw new Malformed('a field longer than what it is in', this.pos);
    this.high = this.#word(this.pos + 4);
    this.pos += 8;
    return this.#word(this.pos - 8);
  }

  /** Passes a field of which the tag was read, and which lies in the window. */
  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case WireType.varint:
        this.readVarint();
        break;
      case WireType.fixed64:
        this.pos += 8;
        break;
      case WireType.lengthDelimited:
        this.pos = this.enter(end);
        break;
      case WireType.fixed32:
        this.pos += 4;
        break;
      default:
        throw this.unknownWireType(tag);
    }
    this.leave(end);
  }

  unknownWireType(tag: number): Malformed {
    return new Malformed(`wire type ${tag & 7}, which OTLP does not use`, this.pos);
  }

  #word(at: number): number {
    const { bytes } = this;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }
}
