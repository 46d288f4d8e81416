import type { OutputStream } from './io';

const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that says what is being done, at most ten times a second; nothing elsewhere. */
export class Progress {
  #shown = false;
  #next = 0;

  constructor(
    private readonly stream: OutputStream,
    private readonly enabled: boolean,
    private readonly milliseconds: () => number = () => performance.now(),
  ) {}

  show(text: string): void {
    const now = this.milliseconds();
    if (!this.enabled || now < this.#next) return;
    this.#next = now + 100;
    this.#shown = true;
    this.stream.write(`${CLEAR_LINE}${text}`);
  }

  /** Takes the line away. Call it before anything else is written. */
  clear(): void {
    if (this.#shown) this.stream.write(CLEAR_LINE);
    this.#shown = false;
  }
}
