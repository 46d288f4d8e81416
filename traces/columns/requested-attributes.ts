import type { AttributeColumns } from './attribute-columns';
import { KeyPrefixes } from './key-prefixes';
import { type KeyTable, keyTableOf } from './key-table';
import { PendingAttributes } from './listed-attributes';

/** The requested ones of an owner's attributes, whatever they are read from; `codes` holds those of the owner at hand. */
export class RequestedAttributes {
  /** A value code for each requested key, 0 where it was absent. Of a repeated key the last one counts. */
  readonly codes: Uint32Array;
  protected readonly keys: KeyTable;
  /** Those of the owner at hand whose keys begin as requested; null where none is requested so. */
  protected readonly listed: PendingAttributes | null;
  protected readonly prefixes: KeyPrefixes;
  readonly #names: readonly string[];

  constructor(names: readonly string[], prefixes: readonly string[] = []) {
    this.listed = prefixes.length > 0 ? new PendingAttributes() : null;
    this.prefixes = new KeyPrefixes(prefixes);
    this.#names = names;
    this.keys = keyTableOf(names);
    this.codes = new Uint32Array(names.length);
  }

  /** For the start of what may have attributes. */
  clear(): void {
    const { codes } = this;
    for (let key = 0; key < codes.length; key++) codes[key] = 0;
    this.listed?.clear();
  }

  /** Puts the codes into a row. */
  store(columns: AttributeColumns, row: number): void {
    const { codes } = this;
    for (let key = 0; key < codes.length; key++) if (codes[key] !== 0) columns.set(key, row, codes[key]!);
    if (this.listed !== null) columns.listed?.store(row, this.listed);
  }

  /** For what is no attribute in the input, but has a key all the same. */
  setIfAbsent(key: string, code: number): void {
    const place = this.#names.indexOf(key);
    if (place >= 0 && this.codes[place] === 0) this.codes[place] = code;
  }
}
