/** Thrown by a judgement whose `cancelled` option said true. */
export class CancelledError extends Error {
  constructor() {
    super('The judgement was cancelled.');
    this.name = 'CancelledError';
  }
}

const STEPS_BETWEEN_QUESTIONS = 4096;

/** Asks now and then whether to go on; asking each time would cost more than the work. */
export class Cancellation {
  private steps = 0;

  constructor(private readonly cancelled: (() => boolean) | undefined) {}

  /**
   * @param steps how much was done since
   * @throws CancelledError
   */
  step(steps = 1): void {
    this.steps += steps;
    if (this.steps < STEPS_BETWEEN_QUESTIONS) return;
    this.steps = 0;
    this.check();
  }

  /** @throws CancelledError */
  check(): void {
    if (this.cancelled?.()) throw new CancelledError();
  }
}
