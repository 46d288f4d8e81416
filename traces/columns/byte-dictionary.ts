import { grownUint8, grownUint32 } from './growing';
import { hashBytes, LONG_PROBE, newHashKey, rankOf, viewOf } from './hash';

/** The kind of an entry stands below its length in one word. */
const KIND_BITS = 3;
const KIND_MASK = (1 << KIND_BITS) - 1;

/** A dictionary from some code on, as plain data. */
export interface PackedDictionary {
  /** The first code; 1 where it is all of it. */
  readonly first: number;
  readonly bytes: Uint8Array;
  /** For each code two words: where its bytes begin, in words; length and kind. */
  readonly entries: Uint32Array;
}

/** Goes through the entries of a packed dictionary. */
export function forEachEntry(
  { first, entries }: PackedDictionary,
  visit: (code: number, kind: number, start: number, end: number) => void,
): void {
  const before = entries[0]!;
  for (let at = 0; at < entries.length; at += 2) {
    const start = (entries[at]! - before) * 4;
    const lengthAndKind = entries[at + 1]!;
    visit(first + at / 2, lengthAndKind & KIND_MASK, start, start + (lengthAndKind >>> KIND_BITS));
  }
}

/**
 * Byte strings of a kind, each once, by codes from 1 on in order of appearance. What a look-up needs lies together:
 * a slot is a code and its hash, an entry where its bytes begin and how many they are, so that a look-up waits
 * for memory three times.
 */
export class ByteDictionary {
  #size = 1;
  /** What little input needs, in one piece: asking for memory is most of what it costs. */
  readonly #first = new ArrayBuffer(1792);
  #arena = new Uint8Array(this.#first, 0, 1024);
  #arenaView = viewOf(this.#arena);
  #used = 0;
  /** For each code: where its bytes begin, in words of four bytes so that 32 bits reach 16 GB; length and kind. */
  #entries = new Uint32Array(this.#first, 1024, 64);
  /** For each slot a code, 0 for a free one, and its hash. */
  #slots = new Uint32Array(this.#first, 1280, 128);
  #mask = (1 << 6) - 1;
  #key = newHashKey();
  /** The bytes that were looked up last, and a view over them: mostly it is one buffer, filled anew. */
  #source: Uint8Array = this.#arena;
  #sourceView = this.#arenaView;

  get size(): number {
    return this.#size;
  }

  /** The code of these bytes; gives out a new one if they are new. At most 512 MB. */
  intern(kind: number, bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.#source) this.#setSource(bytes);
    const hash = hashBytes(bytes, this.#sourceView, start, end, this.#key);
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    let probes = 0;
    for (let code = slots[slot * 2]!; code !== 0; code = slots[slot * 2]!) {
      if (slots[slot * 2 + 1] === hash && this.#equals(code, kind, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
      probes++;
    }
    if (probes >= LONG_PROBE) {
      this.#key = newHashKey();
      this.#rehash(mask + 1);
      return this.intern(kind, bytes, start, end);
    }
    return this.#add(slot, hash, kind, bytes, start, end);
  }

  /** The code of these bytes, or 0. */
  find(kind: number, bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.#source) this.#setSource(bytes);
    const hash = hashBytes(bytes, this.#sourceView, start, end, this.#key);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const code = this.#slots[slot * 2]!;
      if (code === 0) return 0;
      if (this.#slots[slot * 2 + 1] === hash && this.#equals(code, kind, bytes, start, end)) return code;
    }
  }

  kind(code: number): number {
    return this.#entries[code * 2 + 1]! & KIND_MASK;
  }

  /** A view, good until the next `intern`. */
  bytes(code: number): Uint8Array {
    const start = this.#entries[code * 2]! * 4;
    return this.#arena.subarray(start, start + (this.#entries[code * 2 + 1]! >>> KIND_BITS));
  }

  /** How many they are. */
  byteLength(code: number): number {
    return this.#entries[code * 2 + 1]! >>> KIND_BITS;
  }

  rank(code: number): number {
    const start = this.#entries[code * 2]! * 4;
    return rankOf(this.kind(code), this.#arena, this.#arenaView, start, start + this.byteLength(code));
  }

  /** Of eight bytes: the double that they are, most significant byte first. */
  double(code: number): number {
    return this.#arenaView.getFloat64(this.#entries[code * 2]! * 4);
  }

  /** The code here of what has a code there. */
  adopt(from: ByteDictionary, code: number): number {
    const start = from.#entries[code * 2]! * 4;
    return this.intern(from.kind(code), from.#arena, start, start + from.byteLength(code));
  }

  /** Orders by content, never by code: the same for any order of reading. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    const byKind = this.kind(a) - this.kind(b);
    if (byKind !== 0) return byKind;
    const left = this.bytes(a);
    const right = this.bytes(b);
    const shared = Math.min(left.length, right.length);
    for (let i = 0; i < shared; i++) {
      if (left[i] !== right[i]) return left[i]! - right[i]!;
    }
    return left.length - right.length;
  }

  /** How many bytes there are, in all. */
  get length(): number {
    return this.#used;
  }

  pack(first: number): PackedDictionary {
    const start = first < this.#size ? this.#entries[first * 2]! * 4 : this.#used;
    return {
      first,
      bytes: this.#arena.subarray(start, this.#used),
      entries: this.#entries.subarray(first * 2, this.#size * 2),
    };
  }

  #setSource(bytes: Uint8Array): void {
    this.#source = bytes;
    this.#sourceView = viewOf(bytes);
  }

  #equals(code: number, kind: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#entries[code * 2 + 1] !== ((end - start) << KIND_BITS) + kind) return false;
    const arena = this.#arenaView;
    const source = this.#sourceView;
    let at = this.#entries[code * 2]! * 4;
    let i = start;
    for (const last = end - 3; i < last; i += 4, at += 4) {
      if (arena.getInt32(at, true) !== source.getInt32(i, true)) return false;
    }
    for (; i < end; i++, at++) {
      if (this.#arena[at] !== bytes[i]) return false;
    }
    return true;
  }

  #add(slot: number, hash: number, kind: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#size++;
    if (code * 2 >= this.#entries.length) this.#entries = grownUint32(this.#entries, code * 2 + 2);
    const length = end - start;
    if (this.#used + length > this.#arena.length) this.#growArena(length);
    // a byte loop beats a subarray for the short texts that names are
    if (length > 64) this.#arena.set(bytes.subarray(start, end), this.#used);
    else for (let i = 0; i < length; i++) this.#arena[this.#used + i] = bytes[start + i]!;
    this.#entries[code * 2] = this.#used / 4;
    this.#entries[code * 2 + 1] = (length << KIND_BITS) + kind;
    this.#used += (length + 3) & ~3;
    this.#slots[slot * 2] = code;
    this.#slots[slot * 2 + 1] = hash;
    if (this.#size * 2 > this.#mask) this.#rehash((this.#mask + 1) * 2);
    return code;
  }

  #growArena(length: number): void {
    this.#arena = grownUint8(this.#arena, this.#used + length);
    this.#arenaView = viewOf(this.#arena);
  }

  #rehash(slotCount: number): void {
    const slots = new Uint32Array(slotCount * 2);
    const mask = slotCount - 1;
    for (let code = 1; code < this.#size; code++) {
      const start = this.#entries[code * 2]! * 4;
      const end = start + (this.#entries[code * 2 + 1]! >>> KIND_BITS);
      const hash = hashBytes(this.#arena, this.#arenaView, start, end, this.#key);
      let slot = hash & mask;
      while (slots[slot * 2] !== 0) slot = (slot + 1) & mask;
      slots[slot * 2] = code;
      slots[slot * 2 + 1] = hash;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}
