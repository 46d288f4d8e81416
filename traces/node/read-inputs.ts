import { availableParallelism } from 'node:os';
import type { FetchRequest } from '../../engine';
import { ColumnsBuilder, type DictionaryBuilder, sumOutcomes } from '../../traces';
import { sizeOf } from './file-size';
import { loadInput } from './load-input';
import { loadOnThreads, NotApart, type ReadInputs } from './load-on-threads';
import type { LoadOptions } from './load-traces';
import { scannerOpener } from './reading-parts';
import { ReadingThreads } from './reading-threads';
import type { TraceInput } from './trace-input';
import { OutOfRoom, Turn, type TurnOptions } from './turn';

/** Starting threads takes longer than reading less than this, in bytes; they are started if somebody asks for them. */
const ALLOWS_THREADS = 24 << 20;
/** Each thread compiles for itself what it runs, which takes as long as reading some ten million bytes: from here on they gain. */
const WORTH_THREADS = 128 << 20;
/** Unpacking takes long, and what comes out is about so many times as long. */
const PACKED = 8;
const PART_LENGTH = 8 << 20;

/**
 * Reads files into columns, large ones on threads, where that gains.
 * @param values those that are known already, where what is read is to be put beside what has them
 * @returns the inputs are ordered by path
 * @throws CancelledError, BrokenInstallation
 */
export async function readInputs(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  options: LoadOptions,
  values?: DictionaryBuilder,
): Promise<ReadInputs & { readonly builder: ColumnsBuilder }> {
  const ordered = [...inputs].sort((a, b) => compareText(a.path, b.path));
  const { catalog, parts, partLength = PART_LENGTH } = options;
  const openScanner = parts && scannerOpener(parts.scanner);
  const absorbed = values !== undefined;
  const threads = threadsFor(ordered, options);
  if (threads > 1) {
    const builder = new ColumnsBuilder(request, { catalog, openScanner, values, absorbed });
    try {
      const read = await loadOnThreads(ordered, request, builder, parts!, { ...options, threads, partLength });
      if (read !== null) return { ...read, builder };
    } catch (error) {
      // what there is no room for is left out file by file
      if (!(error instanceof NotApart || error instanceof OutOfRoom)) throw error;
    }
  }
  const builder = new ColumnsBuilder(request, { catalog, openScanner, values, absorbed });
  return { ...(await loadHere(ordered, builder, options)), builder };
}

async function loadHere(
  inputs: readonly TraceInput[],
  builder: ColumnsBuilder,
  options: TurnOptions,
): Promise<ReadInputs> {
  const summed: ReadInputs['summed'][number][] = [];
  for (const [place, input] of inputs.entries()) {
    const turn = new Turn(options, { path: input.path, input: place + 1, inputs: inputs.length }, builder);
    const { outcome, bytes, cut } = await loadInput(input, builder, turn);
    summed.push({ ...sumOutcomes(input, bytes, [outcome]), cut });
  }
  builder.settle();
  return { summed, runs: [{ first: 0, count: builder.spans.count }] };
}

/**
 * Starts the threads that reading will want, while it isn't known yet what it will want of them; undefined where it wants none.
 * @throws BrokenInstallation
 */
export function startThreads(
  inputs: readonly TraceInput[],
  options: Pick<LoadOptions, 'parts' | 'threads' | 'partLength'>,
): ReadingThreads | undefined {
  const threads = threadsFor(inputs, options);
  return threads > 1 ? new ReadingThreads(options.parts!.worker, threads - 1) : undefined;
}

/** 1 where threads can't help: for little input, and for what isn't in files. */
function threadsFor(
  inputs: readonly TraceInput[],
  options: Pick<LoadOptions, 'parts' | 'threads' | 'partLength'>,
): number {
  const { parts, partLength, threads } = options;
  if (parts === undefined || inputs.some(({ file, content }) => content !== undefined || file === '-')) return 1;
  const size = inputs.reduce((sum, { file }) => sum + sizeOf(file) * (/\.(gz|zst)$/i.test(file) ? PACKED : 1), 0);
  const enough = partLength === undefined ? (threads === undefined ? WORTH_THREADS : ALLOWS_THREADS) : partLength * 2;
  return size < enough ? 1 : (threads ?? availableParallelism());
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
