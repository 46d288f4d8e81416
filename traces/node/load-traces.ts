import { CancelledError, type FetchRequest, type TraceStore } from '../../engine';
import { ColumnsBuilder, ContentReader, type InputSummary, type Problem, type TraceCatalog } from '../../traces';
import { openSource } from './content-source';
import { BadEnvelope, type Chunks } from './envelope';
import { openEnvelope } from './envelopes';
import { describeSystemError } from './system-error';
import type { TraceInput } from './trace-input';

export interface LoadOptions {
  /** Called now and then, and once at the end of each input. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Asked now and then; true stops reading with a `CancelledError`. */
  readonly cancelled?: () => boolean;
  /** Whether to collect, in the same pass, what was seen of names and attributes. */
  readonly catalog?: boolean;
}

export interface LoadProgress {
  readonly path: string;
  /** Which input this is, from 1 on, and how many there are. */
  readonly input: number;
  readonly inputs: number;
  /** Of this input, as stored; `size` is 0 where it isn't known. */
  readonly bytes: number;
  readonly size: number;
  /** In all inputs so far. */
  readonly spans: number;
}

export interface LoadedTraces {
  readonly store: TraceStore;
  /** One for each input, ordered by path. */
  readonly inputs: readonly InputSummary[];
  /** Ordered by path, then offset. */
  readonly problems: readonly Problem[];
  /** Where `catalog` was asked for. Services are in it if `service.name` is fetched, event names if events are. */
  readonly catalog: TraceCatalog | null;
}

/** After this many bytes others get their turn: the event loop, and whoever wants to cancel. */
const BYTES_BETWEEN_TURNS = 8 << 20;

/**
 * Reads traces from files into one store of what `request` asks for. What can't be read is a problem, never an
 * exception. The order of `inputs` is of no importance.
 * @throws CancelledError
 */
export async function loadTraces(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  options: LoadOptions = {},
): Promise<LoadedTraces> {
  const builder = new ColumnsBuilder(request, { catalog: options.catalog });
  const ordered = [...inputs].sort((a, b) => compareText(a.path, b.path));
  const summaries: InputSummary[] = [];
  const problems: Problem[] = [];
  for (const [place, input] of ordered.entries()) {
    const turn = new Turn(options, { path: input.path, input: place + 1, inputs: ordered.length }, builder);
    const { summary, problems: found } = await loadInput(input, builder, turn);
    summaries.push(summary);
    problems.push(...found);
  }
  const built = builder.build();
  const all = [...problems, ...built.problems].sort((a, b) => compareText(a.path, b.path) || a.offset - b.offset);
  return { store: built.store, inputs: summaries, problems: all, catalog: built.catalog };
}

interface LoadedInput {
  readonly summary: InputSummary;
  readonly problems: readonly Problem[];
}

async function loadInput(input: TraceInput, builder: ColumnsBuilder, turn: Turn): Promise<LoadedInput> {
  const reader = new ContentReader(builder, { path: input.path, named: input.named });
  try {
    const source = openSource(input);
    turn.size = source.size;
    const { suffix, content } = await openEnvelope(turn.counted(source.chunks));
    reader.suffix = suffix;
    for await (const chunk of content) {
      reader.write(chunk);
      if (reader.refused) break;
      await turn.pass();
    }
    reader.end();
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    reader.fail(error instanceof BadEnvelope ? error.message : describeSystemError(error));
  }
  turn.report();
  return { summary: reader.summary(Math.max(turn.bytes, turn.size)), problems: reader.problems() };
}

/** Keeps count of what was read of one input, and of whose turn it is. */
class Turn {
  bytes = 0;
  /** As the file system says; 0 where it doesn't. */
  size = 0;
  #next = 0;
  readonly #options: LoadOptions;
  readonly #input: Pick<LoadProgress, 'path' | 'input' | 'inputs'>;
  readonly #builder: ColumnsBuilder;

  constructor(options: LoadOptions, input: Pick<LoadProgress, 'path' | 'input' | 'inputs'>, builder: ColumnsBuilder) {
    this.#options = options;
    this.#input = input;
    this.#builder = builder;
    this.#askCancelled();
  }

  /** The same chunks, counted as they pass. */
  async *counted(chunks: Chunks): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  async pass(): Promise<void> {
    if (this.bytes < this.#next) return;
    this.#next = this.bytes + BYTES_BETWEEN_TURNS;
    this.report();
    await new Promise((resolve) => setImmediate(resolve));
    this.#askCancelled();
  }

  report(): void {
    const { bytes, size } = this;
    this.#options.onProgress?.({ ...this.#input, bytes, size, spans: this.#builder.spans.count });
  }

  #askCancelled(): void {
    if (this.#options.cancelled?.()) throw new CancelledError();
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
