import type { Problem } from './problem';

/** More problems of one file than these are counted, not listed. */
const LISTED = 1000;

/** What was found: the first problems, and how many there are. */
export interface ProblemListing {
  readonly listed: readonly Problem[];
  readonly count: number;
}

/** The problems of one file. */
export class ProblemList {
  readonly path: string;
  readonly #listed: Problem[] = [];
  #count = 0;

  constructor(path: string) {
    this.path = path;
  }

  get count(): number {
    return this.#count;
  }

  /** @param line 1-based, 0 in binary content */
  add(line: number, offset: number, what: string, skipped: string): void {
    this.#count++;
    if (this.#count <= LISTED) this.#listed.push({ path: this.path, line: line || null, offset, what, skipped });
  }

  /** Takes back what was added since `count` was this: it is going to be read again. */
  rollBack(count: number): void {
    this.#count = count;
    if (this.#listed.length > count) this.#listed.length = count;
  }

  /** As plain data. */
  listing(): ProblemListing {
    return { listed: this.#listed, count: this.#count };
  }

  /** @param lines how many lines stand before those that its problems were counted by */
  append({ listed, count }: ProblemListing, lines: number): void {
    for (const { line, offset, what, skipped } of listed)
      this.add(line === null ? 0 : line + lines, offset, what, skipped);
    this.#count += count - listed.length;
  }

  list(): readonly Problem[] {
    const unlisted = this.#count - this.#listed.length;
    if (unlisted === 0) return this.#listed;
    const last = this.#listed.at(-1)!;
    return [...this.#listed, { ...last, what: `and ${unlisted} more problems from here on`, skipped: 'not listed' }];
  }
}
