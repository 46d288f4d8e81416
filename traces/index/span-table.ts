import { newHashKey } from '../columns/hash';

/**
 * Spans of one trace by their id: places in `order`, which gives rows of the id columns. One table serves all
 * traces in turn: entries of earlier ones are out of date.
 */
export class SpanTable {
  #slots = new Uint32Array(16);
  /** The turn that a slot was filled in. */
  #filled = new Uint32Array(16);
  #mask = 15;
  #turn = 0;
  readonly #key = newHashKey();
  readonly #order: Uint32Array;
  readonly #idHigh: Uint32Array;
  readonly #idLow: Uint32Array;

  constructor(order: Uint32Array, idHigh: Uint32Array, idLow: Uint32Array) {
    this.#order = order;
    this.#idHigh = idHigh;
    this.#idLow = idLow;
  }

  /** Forgets everything; room for `spans` spans. */
  reset(spans: number): void {
    this.#turn++;
    if (spans * 2 <= this.#slots.length) return;
    let size = this.#slots.length;
    while (size < spans * 2) size *= 2;
    this.#slots = new Uint32Array(size);
    this.#filled = new Uint32Array(size);
    this.#mask = size - 1;
  }

  /** The place of the span with this id, or -1. */
  find(idHigh: number, idLow: number): number {
    const slot = this.#slot(idHigh, idLow);
    return this.#filled[slot] === this.#turn ? this.#slots[slot]! : -1;
  }

  /** Enters the span at `place`; false, and nothing done, if its id is there already. */
  add(place: number): boolean {
    const row = this.#order[place]!;
    const slot = this.#slot(this.#idHigh[row]!, this.#idLow[row]!);
    if (this.#filled[slot] === this.#turn) return false;
    this.#slots[slot] = place;
    this.#filled[slot] = this.#turn;
    return true;
  }

  #slot(idHigh: number, idLow: number): number {
    const order = this.#order;
    const mask = this.#mask;
    let hash = Math.imul(idLow ^ this.#key.seed ^ Math.imul(idHigh, this.#key.multiplier), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), this.#key.multiplier);
    for (let slot = (hash >>> 8) & mask; ; slot = (slot + 1) & mask) {
      if (this.#filled[slot] !== this.#turn) return slot;
      const row = order[this.#slots[slot]!]!;
      if (this.#idLow[row] === idLow && this.#idHigh[row] === idHigh) return slot;
    }
  }
}
