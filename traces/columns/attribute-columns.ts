import { copyMapped } from './copy-mapped';
import { grownUint32 } from './growing';
import { ListedAttributes } from './listed-attributes';

/** The requested attributes of one scope: a column of value codes for each key, 0 where a row lacks it. */
export class AttributeColumns {
  readonly keys: readonly string[];
  /** Those whose keys begin as requested, columns or not; null where none is requested so. */
  readonly listed: ListedAttributes | null;
  /** How many rows there will be, as far as is known. */
  expected = 0;
  /** By the key's place in `keys`; a column comes into being with its first value. */
  readonly #columns: (Uint32Array | undefined)[];

  constructor(keys: readonly string[], prefixes: readonly string[] = []) {
    this.keys = keys;
    this.listed = prefixes.length > 0 ? new ListedAttributes() : null;
    this.#columns = keys.map(() => undefined);
  }

  /** @param key its place in `keys` @param codes of rows from `first` on, not all of them 0 */
  setRows(key: number, first: number, codes: Uint32Array): void {
    this.#withRoom(key, first + codes.length).set(codes, first);
  }

  /** The same with what `map` has for each code. */
  setMappedRows(key: number, first: number, codes: Uint32Array, map: Uint32Array): void {
    copyMapped(codes, map, this.#withRoom(key, first + codes.length), first);
  }

  #withRoom(key: number, rows: number): Uint32Array {
    const column = this.#columns[key];
    if (column !== undefined && rows <= column.length) return column;
    const grown = grownUint32(column ?? new Uint32Array(0), Math.max(rows, this.expected));
    this.#columns[key] = grown;
    return grown;
  }

  /** @param key its place in `keys` */
  set(key: number, row: number, code: number): void {
    let column = this.#columns[key];
    if (column === undefined || row >= column.length) {
      if (code === 0) return;
      column = grownUint32(column ?? new Uint32Array(0), Math.max(row + 1, this.expected));
      this.#columns[key] = column;
    }
    column[row] = code;
  }

  get(key: number, row: number): number {
    return this.#columns[key]?.[row] ?? 0;
  }

  /** Forgets a row that was begun and given up, as were those behind it. */
  clear(row: number): void {
    for (const column of this.#columns) {
      if (column !== undefined && row < column.length) column[row] = 0;
    }
    this.listed?.forgetFrom(row);
  }

  /** Forgets the first `rows` rows, and there must be no others. */
  clearRows(rows: number): void {
    for (const column of this.#columns) column?.fill(0, 0, rows);
    this.listed?.clear();
  }

  /** The first `rows` rows of a column; `undefined` if no row has a value, and maybe fewer. */
  rows(key: number, rows: number): Uint32Array | undefined {
    return this.#columns[key]?.subarray(0, rows);
  }

  /** Hands a column of at least `rows` rows over, and keeps it no longer. `undefined` if no row has a value. */
  take(key: number, rows: number): Uint32Array | undefined {
    const column = this.#columns[key];
    this.#columns[key] = undefined;
    return column === undefined || column.length >= rows ? column : grownUint32(column, rows);
  }
}
