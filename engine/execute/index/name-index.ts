/** Rows by the code of their name: `rows` from `from[code]` to `from[code + 1]`, ascending. */
export class NameIndex {
  private readonly from: Uint32Array;
  private readonly rows: Uint32Array;

  constructor(names: Uint32Array, count: number, codes: number) {
    this.from = new Uint32Array(codes + 1);
    this.rows = new Uint32Array(count);
    for (let row = 0; row < count; row++) this.from[names[row]! + 1]!++;
    for (let code = 0; code < codes; code++) this.from[code + 1]! += this.from[code]!;
    const next = this.from.slice(0, codes);
    for (let row = 0; row < count; row++) this.rows[next[names[row]!]!++] = row;
  }

  /** Rows of one name, ascending. Not to be written to. */
  rowsOf(code: number): Uint32Array {
    if (code <= 0 || code + 1 >= this.from.length) return this.rows.subarray(0, 0);
    return this.rows.subarray(this.from[code]!, this.from[code + 1]!);
  }
}
