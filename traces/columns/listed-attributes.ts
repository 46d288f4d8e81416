import { grownUint32 } from './growing';

/** The attributes whose keys begin as requested, of rows that are stored one after another. */
export class ListedAttributes {
  keys = new Uint32Array(16);
  values = new Uint32Array(16);
  /** Row r's stand from `first[r]` to `first[r + 1]`, the latter not included. */
  first = new Uint32Array(16);
  #rows = 0;

  /** @param row the next one, or an earlier one that was given up: those behind it are forgotten */
  store(row: number, { keys, values }: PendingAttributes): void {
    if (keys.length === 0 && row >= this.#rows) return;
    this.forgetFrom(row);
    if (row + 1 >= this.first.length) this.first = grownUint32(this.first, row + 2);
    const start = this.first[this.#rows]!;
    // rows without attributes may have been passed over
    this.first.fill(start, this.#rows, row + 1);
    if (start + keys.length > this.keys.length) {
      this.keys = grownUint32(this.keys, start + keys.length);
      this.values = grownUint32(this.values, start + keys.length);
    }
    let end = start;
    keys.forEach((key, i) => {
      if (values[i] === 0) return;
      this.keys[end] = key;
      this.values[end++] = values[i]!;
    });
    this.#rows = row + 1;
    this.first[this.#rows] = end;
  }

  /** @param row the first of `rows` new ones, whose keys and values become the codes that `codes` has for them */
  append(row: number, rows: number, from: StoredAttributes, codes: Uint32Array): void {
    if (rows === 0) return;
    this.forgetFrom(row);
    if (row + rows >= this.first.length) this.first = grownUint32(this.first, row + rows + 1);
    const start = this.first[this.#rows]!;
    this.first.fill(start, this.#rows, row + 1);
    const end = start + from.keys.length;
    if (end > this.keys.length) {
      this.keys = grownUint32(this.keys, end);
      this.values = grownUint32(this.values, end);
    }
    from.keys.forEach((key, i) => {
      this.keys[start + i] = codes[key]!;
      this.values[start + i] = codes[from.values[i]!]!;
    });
    for (let i = 0; i <= rows; i++) this.first[row + i] = start + from.first[i]!;
    this.#rows = row + rows;
  }

  /** Forgets all. */
  clear(): void {
    this.#rows = 0;
  }

  /** Whether no row has any. */
  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** Where a row's begin, and the end of those. */
  range(row: number): readonly [from: number, to: number] {
    return row < this.#rows ? [this.first[row]!, this.first[row + 1]!] : [0, 0];
  }

  /** Forgets a row and those behind it. */
  forgetFrom(row: number): void {
    if (row < this.#rows) this.#rows = row;
  }
}

/** The same as plain data. */
export interface StoredAttributes {
  readonly first: Uint32Array;
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

/** Up to this many keys, looking through them is faster than a map. */
const FEW = 32;

/** The attributes of the row that is being read. Of a repeated key the last one counts. */
export class PendingAttributes {
  readonly keys: number[] = [];
  /** 0 for what has no value. */
  readonly values: number[] = [];
  /** Where each key stands, once they are many. */
  readonly #places = new Map<number, number>();

  clear(): void {
    this.keys.length = 0;
    this.values.length = 0;
    if (this.#places.size > 0) this.#places.clear();
  }

  set(key: number, value: number): void {
    const known = this.#placeOf(key);
    if (known >= 0) {
      this.values[known] = value;
      return;
    }
    this.keys.push(key);
    this.values.push(value);
  }

  #placeOf(key: number): number {
    const { keys } = this;
    if (keys.length <= FEW) return keys.indexOf(key);
    for (let place = this.#places.size; place < keys.length; place++) this.#places.set(keys[place]!, place);
    return this.#places.get(key) ?? -1;
  }
}
