const encoder = new TextEncoder();

/** Field numbers of one kind of object, found by the bytes of their keys. 0 is a key that isn't known. */
export class FieldTable {
  /** For each known key: the key in quotes and the colon, as compact JSON has them. */
  readonly #written: Uint8Array[] = [];
  /** The same, four bytes at a time; the last word of each has its last four bytes. */
  readonly #words: Int32Array;
  readonly #wordStart: Uint16Array;
  readonly #length: Uint8Array;
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
    this.#length = Uint8Array.from(this.#written, (written) => written.length);
    this.#wordStart = new Uint16Array(this.#written.length + 1);
    this.#words = this.#packWords();
  }

  /** Call at the start of an object. */
  begin(): void {
    this.#before = 0;
  }

  /**
   * Guesses that a key is the one that followed last time, in compact spelling.
   * @param view over the bytes
   * @param at the opening quote; 64 bytes behind the last one must be readable
   * @returns how many bytes behind `at` the colon ends, or 0 for a wrong guess; `guessed` is the field
   */
  guess(view: DataView, at: number): number {
    const entry = this.#successor[this.#before]!;
    const length = this.#length[entry]!;
    const end = this.#wordStart[entry + 1]! - 1;
    const words = this.#words;
    let position = at;
    for (let i = this.#wordStart[entry]!; i < end; i++, position += 4) {
      if (view.getInt32(position, true) !== words[i]) return 0;
    }
    return view.getInt32(at + length - 4, true) === words[end] ? length : 0;
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
    const entry = this.#written.push(encoder.encode(`"${name}":`)) - 1;
    this.#field.push(field);
    const place = bucket(key.length, key[0]!);
    this.#alternative.push(this.#first[place]!);
    this.#first[place] = entry;
  }

  #packWords(): Int32Array {
    const words: number[] = [];
    this.#written.forEach((written, entry) => {
      const view = new DataView(written.buffer);
      for (let at = 0; at + 4 <= written.length; at += 4) words.push(view.getInt32(at, true));
      words.push(view.getInt32(written.length - 4, true));
      this.#wordStart[entry + 1] = words.length;
    });
    return Int32Array.from(words);
  }

  #matches(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const written = this.#written[entry]!;
    const length = end - start;
    if (written.length !== length + 3) return false;
    for (let i = 0; i < length; i++) {
      if (written[i + 1] !== bytes[start + i]) return false;
    }
    return true;
  }
}

/** Keys longer than 31 bytes share the last row. */
function bucket(length: number, firstByte: number): number {
  return (Math.min(length, 31) << 6) | (firstByte & 0x3f);
}
