/** More are not kept: each has a byte for each distinct value of the traces. */
export const MOST_SPARE = 16;

/** Tables that one judgement is done with, for the next: new ones for each would soon have the memory cleaned up in the middle of one. */
export class SpareTables {
  readonly #spare: Uint8Array[] = [];

  /** All zero. */
  take(length: number): Uint8Array {
    const spare = this.#spare.pop();
    return spare?.length === length ? spare.fill(0) : new Uint8Array(length);
  }

  giveBack(tables: readonly Uint8Array[]): void {
    for (const table of tables) if (this.#spare.length < MOST_SPARE) this.#spare.push(table);
  }
}
