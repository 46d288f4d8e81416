import { AttributeColumns } from './attribute-columns';
import { grownUint32 } from './growing';

/**
 * Resources, or instrumentation scopes: rows that many spans share, each distinct content once. Files repeat
 * the same resource over and over, and may write it after its spans: `open` gives a number for the spans at
 * once, and `close` says what stands behind it.
 */
export class SharedRows {
  readonly attributes: AttributeColumns;
  readonly #rowOfContent = new Map<string, number>();
  /** By opened number: a row plus one, 0 while not closed. */
  #rowPlusOne = new Uint32Array(16);
  #opened = 0;
  #count = 0;

  constructor(keys: readonly string[]) {
    this.attributes = new AttributeColumns(keys);
  }

  /** Forgets all. */
  clear(): void {
    this.attributes.clearRows(this.#count);
    this.#rowOfContent.clear();
    this.#rowPlusOne.fill(0, 0, this.#opened);
    this.#opened = 0;
    this.#count = 0;
  }

  get count(): number {
    return this.#count;
  }

  open(): number {
    const number = this.#opened++;
    if (number >= this.#rowPlusOne.length) this.#rowPlusOne = grownUint32(this.#rowPlusOne, number + 1);
    return number;
  }

  /** @param codes one value code for each requested key; closing again replaces */
  close(number: number, codes: Uint32Array): void {
    this.#rowPlusOne[number] = this.#intern(codes) + 1;
  }

  /** By opened number: what `closedAs` says. */
  pack(): Uint32Array {
    return this.#rowPlusOne.subarray(0, this.#opened);
  }

  /** Stands for what an opened number was closed with, the row plus one; 0 if it wasn't. */
  closedAs(number: number): number {
    return this.#rowPlusOne[number]!;
  }

  closeAs(number: number, closed: number): void {
    this.#rowPlusOne[number] = closed;
  }

  /** The row behind an opened number; one without attributes where nothing was said. */
  row(number: number): number {
    const known = this.#rowPlusOne[number]!;
    if (known !== 0) return known - 1;
    this.close(number, new Uint32Array(this.attributes.keys.length));
    return this.row(number);
  }

  #intern(codes: Uint32Array): number {
    const content = codes.join();
    const known = this.#rowOfContent.get(content);
    if (known !== undefined) return known;
    const row = this.#count++;
    this.#rowOfContent.set(content, row);
    for (let key = 0; key < codes.length; key++) this.attributes.set(key, row, codes[key]!);
    return row;
  }
}
