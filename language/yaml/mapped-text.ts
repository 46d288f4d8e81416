/** Text put together from pieces, that knows for each of its offsets where in the source it came from. */
export class MappedText {
  #text = '';
  /** Runs in order: from generated offset `at` on, the source offset is `from`, plus the distance where it `moves`. */
  readonly #runs: { readonly at: number; readonly from: number; readonly moves: boolean }[] = [];

  get text(): string {
    return this.#text;
  }

  /** Text that is not in the source; errors in it are shown at `from`. */
  insert(text: string, from: number): this {
    this.#runs.push({ at: this.#text.length, from, moves: false });
    this.#text += text;
    return this;
  }

  /** Text whose characters stand at `offsets` in the source. */
  copy(text: string, offsets: readonly number[]): this {
    for (let index = 0; index < text.length; index++) {
      const from = offsets[index]!;
      if (index === 0 || from !== offsets[index - 1]! + 1)
        this.#runs.push({ at: this.#text.length + index, from, moves: true });
    }
    this.#text += text;
    return this;
  }

  append(other: MappedText): this {
    for (const run of other.#runs) this.#runs.push({ ...run, at: run.at + this.#text.length });
    this.#text += other.#text;
    return this;
  }

  /** Where in the source an offset of the text stands. */
  place(offset: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#runs[middle]!.at <= offset) low = middle;
      else high = middle - 1;
    }
    const run = this.#runs[low];
    if (!run) return 0;
    return run.moves ? run.from + (offset - run.at) : run.from;
  }
}
