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

  /** Forgets a row that was begun and given up. */
  clear(row: number): void {
    for (const column of this.#columns) {
      if (column !== undefined && row < column.length) column[row] = 0;
    }
  }

  /** Hands a column of at least `rows` rows over, and keeps it no longer. `undefined` if no row has a value. */
  take(key: number, rows: number): Uint32Array | undefined {
    const column = this.#columns[key];
    this.#columns[key] = undefined;
    return column === undefined || column.length >= rows ? column : grownUint32(column, rows);
  }
}
