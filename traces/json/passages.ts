import type { BlockState, SharedBlock } from '../columns/shared-block';
import type { ProblemList } from '../problem-list';
import type { DocumentTally } from './document-tally';
import type { JsonScanner } from './scanner';

const MOST = 32;
const LONGEST = 4096;
/** So many in vain, and it is given up. */
const PATIENCE = 64;

/** What stands between two lists of spans, and what reading it changes. */
interface Passage {
  readonly length: number;
  /** The bytes, four at a time; what is left over is in the last word again. */
  readonly words: Int32Array;
  readonly newlines: number;
  readonly scope: BlockState;
  /** Null where the next list has the same resource. */
  readonly resource: BlockState | null;
  /** Null where it stands in the same document; places are counted from the passage's beginning. */
  readonly document: { readonly met: number; readonly newlines: number; readonly offset: number } | null;
}

/** The state at the end of a list of spans. */
interface Leaving {
  readonly offset: number;
  readonly line: number;
  readonly problems: number;
  readonly containers: string;
  readonly documents: number;
  readonly resource: number;
  readonly resourceReads: number;
  readonly scope: number;
  readonly scopeReads: number;
}

/**
 * Writers repeat themselves also between lists of spans: `]}]}]}`, a new line, the same resource, the same scope.
 * Whoever has read such a passage once knows what it does, and needs but compare its bytes the next time.
 */
export class Passages {
  readonly #scanner: JsonScanner;
  readonly #problems: ProblemList;
  readonly #document: DocumentTally;
  readonly #resource: SharedBlock;
  readonly #scope: SharedBlock;
  readonly #known: Passage[] = [];
  /** By passage: the one that came next last time. */
  readonly #next: number[] = [];
  #last = 0;
  #oldest = 0;
  #patience = PATIENCE;
  #leaving: Leaving | null = null;

  constructor(
    scanner: JsonScanner,
    problems: ProblemList,
    document: DocumentTally,
    resource: SharedBlock,
    scope: SharedBlock,
  ) {
    this.#scanner = scanner;
    this.#problems = problems;
    this.#document = document;
    this.#resource = resource;
    this.#scope = scope;
  }

  /**
   * Goes from the end of a list of spans into the next one, if what stands between them is known.
   * @returns whether it did; if not, nothing has changed
   */
  pass(): boolean {
    const place = this.#patience > 0 ? this.#find() : -1;
    if (place < 0) return false;
    this.#next[this.#last] = place;
    this.#last = place;
    if (this.#patience < PATIENCE) this.#patience++;
    this.#go(this.#known[place]!);
    return true;
  }

  /** Call at the end of a list, where the way on is not known. @param containers what the list is in */
  leave(containers: readonly number[]): void {
    if (this.#patience <= 0) return;
    this.#patience--;
    const { base, pos, line } = this.#scanner;
    this.#leaving = {
      offset: base + pos,
      line,
      problems: this.#problems.count,
      containers: containers.join(),
      documents: this.#document.begun,
      resource: this.#resource.opened,
      resourceReads: this.#resource.reads,
      scope: this.#scope.opened,
      scopeReads: this.#scope.reads,
    };
  }

  /** Call at the beginning of a list: remembers the way from the end of the one before. */
  arrive(containers: readonly number[]): void {
    const leaving = this.#leaving;
    this.#leaving = null;
    if (leaving === null || leaving.problems !== this.#problems.count) return;
    if (leaving.containers !== containers.join()) return;
    const { base, pos } = this.#scanner;
    const length = base + pos - leaving.offset;
    if (leaving.offset < base || length > LONGEST || length < 4) return;
    const passage = this.#learn(leaving, length);
    if (passage === null) return;
    const place = this.#known.length < MOST ? this.#known.length : this.#oldest++ % MOST;
    this.#known[place] = passage;
    this.#next[this.#last] = place;
    this.#last = place;
  }

  /** Null for what is more than the way into the next scope, resource or document. */
  #learn(leaving: Leaving, length: number): Passage | null {
    const { base, line } = this.#scanner;
    const documents = this.#document.begun - leaving.documents;
    const resources = this.#resource.opened - leaving.resource;
    // what is read of the block that was left, or of one that goes on, is more than can be said here
    const resourceReads = this.#resource.reads - leaving.resourceReads;
    const scopeReads = this.#scope.reads - leaving.scopeReads;
    const isPlain =
      documents <= resources &&
      resources <= 1 &&
      this.#scope.opened - leaving.scope === 1 &&
      scopeReads === this.#scope.ownReads &&
      resourceReads === (resources === 1 ? this.#resource.ownReads : 0);
    if (!isPlain) return null;
    return {
      length,
      words: this.#wordsAt(leaving.offset - base, length),
      newlines: line - leaving.line,
      scope: this.#scope.state(),
      resource: resources === 1 ? this.#resource.state() : null,
      document:
        documents === 1
          ? {
              met: this.#document.fields,
              newlines: this.#document.line - leaving.line,
              offset: this.#document.offset - leaving.offset,
            }
          : null,
    };
  }

  #wordsAt(start: number, length: number): Int32Array {
    const { view } = this.#scanner;
    const words = new Int32Array((length >> 2) + 1);
    for (let i = 0; i < length >> 2; i++) words[i] = view.getInt32(start + i * 4, true);
    words[length >> 2] = view.getInt32(start + length - 4, true);
    return words;
  }

  #find(): number {
    const likely = this.#next[this.#last];
    if (likely !== undefined && this.#isAt(this.#known[likely]!)) return likely;
    return this.#known.findIndex((passage) => this.#isAt(passage));
  }

  #isAt({ words, length }: Passage): boolean {
    const { view, pos, limit } = this.#scanner;
    if (pos + length > limit) return false;
    const last = words.length - 1;
    for (let i = 0, at = pos; i < last; i++, at += 4) if (view.getInt32(at, true) !== words[i]) return false;
    return view.getInt32(pos + length - 4, true) === words[last];
  }

  #go({ length, newlines, scope, resource, document }: Passage): void {
    const scanner = this.#scanner;
    this.#scope.close(true);
    if (resource !== null) this.#resource.close(true);
    if (document !== null) {
      this.#document.end();
      this.#document.begin(scanner.line + document.newlines, scanner.base + scanner.pos + document.offset);
      this.#document.metAll(document.met);
    }
    if (resource !== null) this.#resource.reopen(resource);
    this.#scope.reopen(scope);
    scanner.pos += length;
    scanner.line += newlines;
  }
}
