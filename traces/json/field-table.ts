const encoder = new TextEncoder();

/** Field numbers of one kind of object, found by the bytes of their keys. 0 is a key that isn't known. */
export class FieldTable {
  /** For each known key: the key, its closing quote and the colon, as compact JSON has them. */
  readonly #written: Uint8Array[] = [];
  /** The field that each entry of `#written` stands for. */
  readonly #field: number[] = [];
  /** By length and first byte: the first entry to try; `#alternative` has the next. */
  readonly #first = new Int16Array(1 << 11).fill(-1);
  readonly #alternative: number[] = [];
  /** By field: the entry that came after it last time, since writers keep to one order. */
  readonly #successor: Int16Array;
  #before = 0;

  /** @param fields for each field its number (from 1 on) and its names */
  constructor(fields: readonly (readonly [field: number, ...names: string[]])[]) {
    this.#successor = new Int16Array(Math.max(...fields.map(([field]) => field)) + 1);
    for (const [field, ...names] of fields) for (const name of names) this.#add(field, name);
  }

  /** Call at the start of an object. */
  begin(): void {
    this.#before = 0;
  }

  /**
   * Guesses that a key is the one that followed last time, in compact spelling.
   * @param at behind the opening quote
   * @returns how many bytes behind `at` the colon ends, or 0 for a wrong guess; `guessed` is the field
   */
  guess(bytes: Uint8Array, at: number): number {
    const written = this.#written[this.#successor[this.#before]!]!;
    for (let i = 0; i < written.length; i++) {
      if (bytes[at + i] !== written[i]) return 0;
    }
    return written.length;
  }

  /** The field of a right guess. */
  guessed(): number {
    this.#before = this.#field[this.#successor[this.#before]!]!;
    return this.#before;
  }

  find(bytes: Uint8Array, start: number, end: number): number {
    let entry = this.#first[bucket(end - start, bytes[start]!)]!;
    for (; entry >= 0; entry = this.#alternative[entry]!) {
      if (!this.#matches(entry, bytes, start, end)) continue;
      this.#successor[this.#before] = entry;
      this.#before = this.#field[entry]!;
      return this.#before;
    }
    return 0;
  }

  #add(field: number, name: string): void {
    const key = encoder.encode(name);
    const entry = this.#written.push(encoder.encode(`${name}":`)) - 1;
    this.#field.push(field);
    const place = bucket(key.length, key[0]!);
    this.#alternative.push(this.#first[place]!);
    this.#first[place] = entry;
  }

  #matches(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const written = this.#written[entry]!;
    const length = end - start;
    if (written.length !== length + 2) return false;
    for (let i = 0; i < length; i++) {
      if (written[i] !== bytes[start + i]) return false;
    }
    return true;
  }
}

/** Keys longer than 31 bytes share the last row. */
function bucket(length: number, firstByte: number): number {
  return (Math.min(length, 31) << 6) | (firstByte & 0x3f);
}
