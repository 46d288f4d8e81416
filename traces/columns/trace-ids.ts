import { grownUint32 } from './growing';
import { hashWords, LONG_PROBE, newHashKey } from './hash';

/** Every distinct trace id once, numbered in order of appearance. Ids are four big-endian words. */
export class TraceIds {
  readonly #distinct: boolean;
  #count = 0;
  #words = new Uint32Array(4 << 2);
  /** Trace numbers plus one; 0 is free. */
  #slots = new Uint32Array(1 << 4);
  #key = newHashKey();
  #last = 0;

  /** @param distinct false if an id may get another number where it comes again: for columns that others absorb */
  constructor(distinct = true) {
    this.#distinct = distinct;
  }

  get count(): number {
    return this.#count;
  }

  /** Word `index` (0 to 3) of a trace's id. */
  word(trace: number, index: number): number {
    return this.#words[trace * 4 + index]!;
  }

  /** Word `index` of every trace's id. */
  column(index: number): Uint32Array {
    const column = new Uint32Array(this.#count);
    const words = this.#words;
    for (let trace = 0, at = index; trace < column.length; trace++, at += 4) column[trace] = words[at]!;
    return column;
  }

  /** Four words for each trace. */
  pack(): Uint32Array {
    return this.#words.subarray(0, this.#count * 4);
  }

  /** Forgets all. */
  clear(): void {
    this.#count = 0;
    if (this.#distinct) this.#slots.fill(0);
  }

  /** The numbers of `count` traces, from four words for each. */
  numbers(words: Uint32Array, count: number): Uint32Array {
    const numbers = new Uint32Array(count);
    for (let i = 0, at = 0; i < count; i++, at += 4) {
      numbers[i] = this.number(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
    }
    return numbers;
  }

  /** The number of the trace whose id these four words are. */
  numberOf(words: Uint32Array): number {
    return this.number(words[0]!, words[1]!, words[2]!, words[3]!);
  }

  number(a: number, b: number, c: number, d: number): number {
    // spans of one trace tend to follow each other
    if (this.#count > 0 && this.#is(this.#last, a, b, c, d)) return this.#last;
    this.#last = this.#distinct ? this.#find(a, b, c, d) : this.#add(a, b, c, d);
    return this.#last;
  }

  #is(trace: number, a: number, b: number, c: number, d: number): boolean {
    const words = this.#words;
    const at = trace * 4;
    return words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a;
  }

  #find(a: number, b: number, c: number, d: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashWords(a, b, c, d, this.#key) & mask;
    let probes = 0;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#is(entry - 1, a, b, c, d)) return entry - 1;
      slot = (slot + 1) & mask;
      probes++;
    }
    if (probes >= LONG_PROBE) {
      this.#key = newHashKey();
      this.#rehash(this.#slots.length);
      return this.#find(a, b, c, d);
    }
    this.#slots[slot] = this.#count + 1;
    return this.#add(a, b, c, d);
  }

  #add(a: number, b: number, c: number, d: number): number {
    const trace = this.#count++;
    const at = trace * 4;
    if (at + 4 > this.#words.length) this.#words = grownUint32(this.#words, at + 4);
    this.#words[at] = a;
    this.#words[at + 1] = b;
    this.#words[at + 2] = c;
    this.#words[at + 3] = d;
    if (this.#distinct && this.#count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 4);
    return trace;
  }

  #rehash(slotCount: number): void {
    const slots = new Uint32Array(slotCount);
    const mask = slotCount - 1;
    const words = this.#words;
    for (let trace = 0; trace < this.#count; trace++) {
      const at = trace * 4;
      let slot = hashWords(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, this.#key) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = trace + 1;
    }
    this.#slots = slots;
  }
}
