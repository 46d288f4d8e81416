import type { FetchRequest } from '../../engine';
import { absorbColumns, type ColumnsBuilder, type ContentOutcome, type SummedInput, sumOutcomes } from '../../traces';
import { type FilePart, partsOf } from './parts';
import type { ReadPart, ReadTask } from './read-part';
import type { ReadingParts } from './reading-parts';
import { readOnThreads } from './reading-pool';
import type { TraceInput } from './trace-input';
import type { TurnOptions } from './turn';

/** A part is read again with its whole file, and everything else with it: a part was none. */
export class NotApart extends Error {}

/** Parts are not all alike. */
const MARGIN = 1.03;

export interface ThreadOptions extends TurnOptions {
  readonly threads: number;
  /** About how long parts are, in bytes. */
  readonly partLength: number;
}

/**
 * Reads files on threads, large ones in parts.
 * @param inputs files, ordered by path
 * @param builder which takes all in
 * @returns null, and nothing read, if there is nothing to share out
 * @throws CancelledError
 * @throws NotApart, after which the builder is of no use
 */
export async function loadOnThreads(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  builder: ColumnsBuilder,
  parts: ReadingParts,
  options: ThreadOptions,
): Promise<readonly SummedInput[] | null> {
  const files = inputs.map((input) => new FileInParts(input, builder, partsOf(input, options.partLength)));
  const tasks = files.flatMap((file) => file.tasks);
  if (tasks.length < 2) return null;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const fileOf = new Map(files.flatMap((file) => file.tasks.map((task) => [task, file] as const)));
  await readOnThreads(tasks, request, parts, {
    ...options,
    onRead: (task, part) => {
      if (!part.apart) throw new NotApart(`${task.input.path} can’t be read in parts`);
      const file = fileOf.get(task)!;
      if (builder.spans.count === 0) builder.expectSpans(Math.ceil((part.columns.count / part.bytes) * size * MARGIN));
      file.take(task, part);
      const input = files.indexOf(file) + 1;
      const { bytes } = file;
      options.onProgress?.({
        path: task.input.path,
        input,
        inputs: inputs.length,
        bytes,
        size: file.size,
        spans: builder.spans.count,
      });
    },
  });
  return files.map((file) => file.sum());
}

/** One file, whose parts come in any order. */
class FileInParts {
  readonly tasks: readonly ReadTask[];
  /** Of what was read. */
  bytes = 0;
  /** 0 where it isn't known beforehand. */
  readonly size: number;
  readonly #input: TraceInput;
  readonly #builder: ColumnsBuilder;
  readonly #outcomes: ContentOutcome[] = [];
  /** By part: its rows in the builder. */
  readonly #rows: { readonly first: number; readonly count: number }[] = [];
  #number: number | undefined;

  constructor(input: TraceInput, builder: ColumnsBuilder, parts: readonly FilePart[] | null) {
    this.#input = input;
    this.#builder = builder;
    this.tasks = parts === null ? [{ input, part: null }] : parts.map((part) => ({ input, part }));
    this.size = parts?.at(-1)?.end ?? 0;
  }

  take(task: ReadTask, { outcome, columns, bytes }: ReadPart): void {
    const place = this.tasks.indexOf(task);
    this.#number ??= this.#builder.addFile(this.#input.path);
    this.#outcomes[place] = outcome;
    this.#rows[place] = { first: absorbColumns(this.#builder, columns, this.#number), count: columns.count };
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
