import type { Problem } from './problem';

/** More problems of one file than these are counted, not listed. */
const LISTED = 1000;

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

  list(): readonly Problem[] {
    const unlisted = this.#count - this.#listed.length;
    if (unlisted === 0) return this.#listed;
    const last = this.#listed[LISTED - 1]!;
    return [...this.#listed, { ...last, what: `and ${unlisted} more problems from here on`, skipped: 'not listed' }];
  }
}
