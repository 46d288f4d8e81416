import { CancelledError } from '../../engine';
import type { ColumnsBuilder } from '../../traces';
import type { Chunks } from './envelope';
import type { LoadProgress } from './load-progress';

export interface TurnOptions {
  /** Called now and then, and once at the end of each input. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Asked now and then; true stops reading with a `CancelledError`. */
  readonly cancelled?: () => boolean;
  /** Asked now and then; false stops reading: what is left is left out, said to be, and no trace counts as whole. */
  readonly hasRoom?: () => boolean;
}

/** After this many bytes others get their turn: the event loop, and whoever wants to cancel. */
const BYTES_BETWEEN_TURNS = 8 << 20;

const MARGIN = 1.03;

/** There is no room for more. */
export class OutOfRoom extends Error {}

/** Keeps count of what was read of one input, and of whose turn it is. */
export class Turn {
  bytes = 0;
  /** As the file system says; 0 where it doesn't. */
  size = 0;
  #next = 0;
  #hasExpected = false;
  readonly #spansBefore: number;
  readonly #options: TurnOptions;
  readonly #input: Pick<LoadProgress, 'path' | 'input' | 'inputs'>;
  readonly #builder: ColumnsBuilder;

  constructor(options: TurnOptions, input: Pick<LoadProgress, 'path' | 'input' | 'inputs'>, builder: ColumnsBuilder) {
    this.#options = options;
    this.#input = input;
    this.#builder = builder;
    this.#spansBefore = builder.spans.count;
    this.#askCancelled();
  }

  /** The same chunks, counted as they pass. */
  async *counted(chunks: Chunks): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** @throws OutOfRoom */
  askForRoom(): void {
    if (this.#options.hasRoom?.() === false) throw new OutOfRoom();
  }

  /** @throws CancelledError, OutOfRoom */
  async pass(): Promise<void> {
    if (this.bytes < this.#next) return;
    this.#next = this.bytes + BYTES_BETWEEN_TURNS;
    this.#expect();
    this.report();
    await new Promise((resolve) => setImmediate(resolve));
    this.#askCancelled();
    this.askForRoom();
  }

  /** By what was read so far, the rest will have as many spans in as many bytes. */
  #expect(): void {
    const spans = this.#builder.spans.count - this.#spansBefore;
    if (this.#hasExpected || spans === 0 || this.bytes < BYTES_BETWEEN_TURNS || this.size <= this.bytes) return;
    this.#hasExpected = true;
    this.#builder.expectSpans(this.#spansBefore + Math.ceil((spans / this.bytes) * this.size * MARGIN));
  }

  report(): void {
    const { bytes, size } = this;
    this.#options.onProgress?.({ ...this.#input, bytes, size, spans: this.#builder.spans.count });
  }

  #askCancelled(): void {
    if (this.#options.cancelled?.()) throw new CancelledError();
  }
}
