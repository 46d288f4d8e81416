/** How many parts a thread sends before the first of them is taken. */
export const PARTS_AHEAD = 6;

/** Where the count of the next task stands; behind it, for each thread, how many of its parts were taken. */
const NEXT = 0;

/** The tasks of several threads: each takes the next one, and waits for none but who takes what it sends. */
export class TaskQueue {
  /** To be handed to the other threads. */
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;

  private constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.#cells = new Int32Array(shared);
  }

  /** @param threads how many send parts */
  static forThreads(threads: number): TaskQueue {
    return new TaskQueue(new SharedArrayBuffer((1 + threads) * 4));
  }

  /** The same one, seen by another thread. */
  static over(shared: SharedArrayBuffer): TaskQueue {
    return new TaskQueue(shared);
  }

  /** The place of a task that nobody else has got; the places come to an end where the tasks do. */
  next(): number {
    return Atomics.add(this.#cells, NEXT, 1);
  }

  /** What a thread sent was taken: its memory is free again. */
  took(thread: number): void {
    Atomics.add(this.#cells, 1 + thread, 1);
    Atomics.notify(this.#cells, 1 + thread);
  }

  /** Returns when so many parts of a thread were taken, or more. */
  waitUntilTaken(thread: number, count: number): void {
    for (;;) {
      const taken = Atomics.load(this.#cells, 1 + thread);
      if (taken >= count) return;
      Atomics.wait(this.#cells, 1 + thread, taken);
    }
  }
}
