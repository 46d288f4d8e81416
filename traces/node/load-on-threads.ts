import type { FetchRequest } from '../../engine';
import {
  AbsorbedValues,
  absorbColumns,
  type ColumnsBuilder,
  type ContentOutcome,
  type RowRun,
  type SummedInput,
  sumOutcomes,
} from '../../traces';
import { sizeOf } from './file-size';
import { type FilePart, partsOf } from './parts';
import { newChunk, type PartOutcome, type ReadPart, type ReadTask, readFilePart, TaskReader } from './read-part';
import { type ReadingParts, scannerOpener } from './reading-parts';
import { readOnThreads } from './reading-pool';
import type { ReadingThreads } from './reading-threads';
import type { TraceInput } from './trace-input';
import { OutOfRoom, type TurnOptions } from './turn';

/** A part is read again with its whole file, and everything else with it: a part was none. */
export class NotApart extends Error {}

/** Parts are not all alike. */
const MARGIN = 1.03;

/** What was read. */
export interface ReadInputs {
  /** One for each input, in their order. */
  readonly summed: readonly (SummedInput & { readonly cut?: boolean })[];
  /** The builder's rows in the order of the inputs. */
  readonly runs: readonly RowRun[];
}

export interface ThreadOptions extends TurnOptions {
  readonly threads: number;
  readonly givesWay?: boolean | undefined;
  readonly started?: ReadingThreads | undefined;
  /** About how long parts are, in bytes. */
  readonly partLength: number;
}

/**
 * Reads files on threads, large ones in parts.
 * @param inputs files, ordered by path
 * @param builder which takes all in
 * @returns null, and nothing read, if there is nothing to share out
 * @throws CancelledError
 * @throws NotApart, OutOfRoom, after which the builder is of no use
 */
export async function loadOnThreads(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  builder: ColumnsBuilder,
  parts: ReadingParts,
  options: ThreadOptions,
): Promise<ReadInputs | null> {
  const files = inputs.map((input) => new FileInParts(input, builder, partsOf(input, options.partLength)));
  // what takes long and can't be shared out is begun first: otherwise all would wait for it at the end
  const whole = files.filter(({ isWhole }) => isWhole).sort((a, b) => b.size - a.size);
  const tasks = [...whole, ...files.filter(({ isWhole }) => !isWhole)].flatMap((file) => file.tasks);
  if (tasks.length < 2) {
    options.started?.take(0);
    return null;
  }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const fileOf = new Map(files.flatMap((file) => file.tasks.map((task) => [task, file] as const)));
  const catalog = builder.catalog !== null;
  const reader = new TaskReader(request, scannerOpener(parts.scanner), catalog);
  const chunk = newChunk();
  const absorbed = Array.from({ length: options.threads }, () => new AbsorbedValues());
  let expects = false;
  const report = (file: FileInParts) => {
    if (options.hasRoom?.() === false) throw new OutOfRoom();
    if (!expects && file.bytes > 0) builder.expectSpans(Math.ceil((builder.spans.count / file.bytes) * size * MARGIN));
    expects = true;
    options.onProgress?.({
      path: file.path,
      input: files.indexOf(file) + 1,
      inputs: inputs.length,
      bytes: file.bytes,
      size: file.size,
      spans: builder.spans.count,
    });
  };
  await readOnThreads(tasks, request, parts, {
    ...options,
    catalog,
    onSeen: (seen) => builder.catalog?.absorb(seen),
    onRead: (task, part, thread) => {
      const file = fileOf.get(task)!;
      file.take(task, part, absorbed[thread]!);
      report(file);
    },
    readHere: async (task) => {
      const file = fileOf.get(task)!;
      if (task.part === null) file.take(task, await reader.read(task), absorbed.at(-1)!);
      else file.read(task, task.part, chunk);
      report(file);
    },
  });
  const seen = reader.catalog();
  if (seen !== null) builder.catalog?.absorb(seen);
  return { summed: files.map((file) => file.sum()), runs: files.flatMap((file) => file.rows) };
}

/** One file, whose parts come in any order. */
class FileInParts {
  readonly tasks: readonly ReadTask[];
  /** Of what was read. */
  bytes = 0;
  /** As stored; 0 where it can't be looked at. */
  readonly size: number;
  readonly #input: TraceInput;
  readonly #builder: ColumnsBuilder;
  readonly #outcomes: ContentOutcome[] = [];
  readonly #rows: RowRun[] = [];
  #number: number | undefined;

  constructor(input: TraceInput, builder: ColumnsBuilder, parts: readonly FilePart[] | null) {
    this.#input = input;
    this.#builder = builder;
    this.tasks = parts === null ? [{ input, part: null }] : parts.map((part) => ({ input, part }));
    this.size = parts?.at(-1)?.end ?? sizeOf(input.file);
  }

  /** By part: its rows in the builder. */
  get rows(): readonly RowRun[] {
    return this.#rows;
  }

  /** Whether it can't be read in parts. */
  get isWhole(): boolean {
    return this.tasks[0]!.part === null;
  }

  get path(): string {
    return this.#input.path;
  }

  /** Takes in what was read of a part elsewhere. @throws NotApart */
  take(task: ReadTask, part: ReadPart, absorbed: AbsorbedValues): void {
    const first = this.#builder.spans.count;
    if (part.apart) absorbColumns(this.#builder, part.columns, absorbed, this.#inBuilder());
    this.#add(task, part, first);
  }

  /** Reads a part straight into the builder. @throws NotApart */
  read(task: ReadTask, part: FilePart, chunk: Uint8Array): void {
    const first = this.#builder.spans.count;
    this.#add(task, readFilePart(this.#input, part, this.#builder, chunk, this.#inBuilder()), first);
  }

  #inBuilder(): number {
    this.#number ??= this.#builder.addFile(this.path);
    return this.#number;
  }

  #add(task: ReadTask, { apart, bytes, outcome }: PartOutcome, first: number): void {
    if (!apart) throw new NotApart(`${this.path} can’t be read in parts`);
    const place = this.tasks.indexOf(task);
    this.#outcomes[place] = outcome;
    this.#rows[place] = { first, count: this.#builder.spans.count - first };
    this.bytes += bytes;
  }

  sum(): SummedInput {
    const { line } = this.#builder.spans;
    let lines = 0;
    this.#outcomes.forEach((outcome, place) => {
      const { first, count } = this.#rows[place]!;
      if (lines > 0) for (let row = first; row < first + count; row++) line[row]! += lines;
      lines += outcome.lines;
    });
    return sumOutcomes(this.#input, this.bytes, this.#outcomes);
  }
}
