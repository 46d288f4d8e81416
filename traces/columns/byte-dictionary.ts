import { grownUint8, grownUint32 } from './growing';
import { hashBytes, LONG_PROBE, newHashKey } from './hash';

/** Byte strings of a kind, each once, by codes from 1 on in order of appearance. */
export class ByteDictionary {
  #size = 1;
  #arena = new Uint8Array(1 << 16);
  #used = 0;
  /** In words of four bytes, so that 32 bits reach 16 GB. */
  #start = new Uint32Array(1 << 10);
  #length = new Uint32Array(1 << 10);
  #kind = new Uint8Array(1 << 10);
  #hash = new Uint32Array(1 << 10);
  #slots = new Uint32Array(1 << 12);
  #key = newHashKey();

  get size(): number {
    return this.#size;
  }

  /** The code of these bytes; gives out a new one if they are new. */
  intern(kind: number, bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end, this.#key);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    let probes = 0;
    for (let code = this.#slots[slot]!; code !== 0; code = this.#slots[slot]!) {
      if (this.#hash[code] === hash && this.#equals(code, kind, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
      probes++;
    }
    if (probes >= LONG_PROBE) {
      this.#rehash(this.#slots.length, true);
      return this.intern(kind, bytes, start, end);
    }
    return this.#add(slot, hash, kind, bytes, start, end);
  }

  /** The code of these bytes, or 0. */
  find(kind: number, bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end, this.#key);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot]!;
      if (code === 0) return 0;
      if (this.#hash[code] === hash && this.#equals(code, kind, bytes, start, end)) return code;
    }
  }

  kind(code: number): number {
    return this.#kind[code]!;
  }

  /** A view, good until the next `intern`. */
  bytes(code: number): Uint8Array {
    const start = this.#start[code]! * 4;
    return this.#arena.subarray(start, start + this.#length[code]!);
  }

  /** Orders by content, never by code: the same for any order of reading. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    const byKind = this.#kind[a]! - this.#kind[b]!;
    if (byKind !== 0) return byKind;
    const left = this.bytes(a);
    const right = this.bytes(b);
    const shared = Math.min(left.length, right.length);
    for (let i = 0; i < shared; i++) {
      if (left[i] !== right[i]) return left[i]! - right[i]!;
    }
    return left.length - right.length;
  }

  #equals(code: number, kind: number, bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.#length[code] !== length || this.#kind[code] !== kind) return false;
    const arena = this.#arena;
    let at = this.#start[code]! * 4;
    for (let i = start; i < end; i++, at++) {
      if (arena[at] !== bytes[i]) return false;
    }
    return true;
  }

  #add(slot: number, hash: number, kind: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#size++;
    if (code >= this.#start.length) this.#growCodes();
    const length = end - start;
    if (this.#used + length > this.#arena.length) this.#arena = grownUint8(this.#arena, this.#used + length);
    // a byte loop beats a subarray for the short texts that names are
    if (length > 64) this.#arena.set(bytes.subarray(start, end), this.#used);
    else for (let i = 0; i < length; i++) this.#arena[this.#used + i] = bytes[start + i]!;
    this.#start[code] = this.#used / 4;
    this.#length[code] = length;
    this.#kind[code] = kind;
    this.#hash[code] = hash;
    this.#used += (length + 3) & ~3;
    this.#slots[slot] = code;
    if (this.#size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2, false);
    return code;
  }

  #growCodes(): void {
    this.#start = grownUint32(this.#start, this.#size);
    this.#length = grownUint32(this.#length, this.#size);
    this.#kind = grownUint8(this.#kind, this.#size);
    this.#hash = grownUint32(this.#hash, this.#size);
  }

  #rehash(slotCount: number, newKey: boolean): void {
    if (newKey) this.#key = newHashKey();
    const slots = new Uint32Array(slotCount);
    const mask = slotCount - 1;
    for (let code = 1; code < this.#size; code++) {
      if (newKey) {
        const start = this.#start[code]! * 4;
        this.#hash[code] = hashBytes(this.#arena, start, start + this.#length[code]!, this.#key);
      }
      let slot = this.#hash[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}
