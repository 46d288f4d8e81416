import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type FetchRequest, TraceFlag, type TraceStore } from '../../engine';
import {
  ColumnsBuilder,
  type InputSummary,
  type Problem,
  type SummedInput,
  sumOutcomes,
  type TraceCatalog,
} from '../../traces';
import { loadInput } from './load-input';
import { loadOnThreads, NotApart } from './load-on-threads';
import { type ReadingParts, scannerOpener } from './reading-parts';
import type { TraceInput } from './trace-input';
import { Turn, type TurnOptions } from './turn';

export interface LoadOptions extends TurnOptions {
  /** Whether to collect, in the same pass, what was seen of names and attributes. */
  readonly catalog?: boolean;
  /** What makes reading fast; without them everything is read on this thread, and slowly. */
  readonly parts?: ReadingParts | undefined;
  /** How many threads read large inputs; if nothing is said, as many as the machine has processors, where that gains. */
  readonly threads?: number | undefined;
  /** How long the parts are that large files are read in, in bytes. */
  readonly partLength?: number | undefined;
}

export interface LoadedTraces {
  readonly store: TraceStore;
  /** One for each input, ordered by path. */
  readonly inputs: readonly InputSummary[];
  /** Ordered by path, then offset. */
  readonly problems: readonly Problem[];
  /** Where `catalog` was asked for. Services are in it if `service.name` is fetched, event names if events are. */
  readonly catalog: TraceCatalog | null;
  /** Whether something was left out for want of room: then no trace counts as whole. */
  readonly cut: boolean;
}

/** Starting threads takes longer than reading less than this, in bytes; they are started if somebody asks for them. */
const ALLOWS_THREADS = 24 << 20;
/** Each thread compiles for itself what it runs, which takes as long as reading some ten million bytes: from here on they gain. */
const WORTH_THREADS = 128 << 20;
/** Unpacking takes long, and what comes out is about so many times as long. */
const PACKED = 8;
const PART_LENGTH = 8 << 20;

/**
 * Reads traces from files into one store of what `request` asks for. What can't be read is a problem, never an
 * exception. The order of `inputs` is of no importance, nor is the number of threads.
 * @throws CancelledError, BrokenInstallation
 */
export async function loadTraces(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  options: LoadOptions = {},
): Promise<LoadedTraces> {
  const ordered = [...inputs].sort((a, b) => compareText(a.path, b.path));
  const threads = threadsFor(ordered, options);
  try {
    return await load(ordered, request, options, threads);
  } catch (error) {
    if (error instanceof NotApart) return await load(ordered, request, options, 1);
    throw error;
  }
}

async function load(
  inputs: readonly TraceInput[],
  request: FetchRequest,
  options: LoadOptions,
  threads: number,
): Promise<LoadedTraces> {
  const { catalog, parts } = options;
  const builder = new ColumnsBuilder(request, { catalog, openScanner: parts && scannerOpener(parts.scanner) });
  const onThreads = { ...options, threads, partLength: options.partLength ?? PART_LENGTH };
  const summed: readonly HereInput[] =
    (threads > 1 ? await loadOnThreads(inputs, request, builder, parts!, onThreads) : null) ??
    (await loadHere(inputs, builder, options));
  const built = builder.build();
  // any trace may have had spans in what was left out
  const cut = summed.some((input) => input.cut);
  if (cut)
    for (let trace = 0; trace < built.store.traces.count; trace++)
      built.store.traces.flags[trace]! |= TraceFlag.missingParent;
  const problems = [...summed.flatMap((input) => input.problems), ...built.problems];
  return {
    store: built.store,
    inputs: summed.map(({ summary }) => summary),
    problems: problems.sort((a, b) => compareText(a.path, b.path) || a.offset - b.offset),
    catalog: built.catalog,
    cut,
  };
}

type HereInput = SummedInput & { readonly cut?: boolean };

async function loadHere(
  inputs: readonly TraceInput[],
  builder: ColumnsBuilder,
  options: TurnOptions,
): Promise<readonly HereInput[]> {
  const summed: HereInput[] = [];
  for (const [place, input] of inputs.entries()) {
    const turn = new Turn(options, { path: input.path, input: place + 1, inputs: inputs.length }, builder);
    const { outcome, bytes, cut } = await loadInput(input, builder, turn);
    summed.push({ ...sumOutcomes(input, bytes, [outcome]), cut });
  }
  return summed;
}

/** 1 where threads can't help: for little input, for what isn't in files, and where a catalog keeps the order of values. */
function threadsFor(inputs: readonly TraceInput[], options: LoadOptions): number {
  const { catalog, parts, hasRoom, partLength, threads } = options;
  if (
    parts === undefined ||
    catalog ||
    hasRoom ||
    inputs.some(({ file, content }) => content !== undefined || file === '-')
  )
    return 1;
  const size = inputs.reduce((sum, { file }) => sum + sizeOf(file) * (/\.(gz|zst)$/i.test(file) ? PACKED : 1), 0);
  const enough = partLength === undefined ? (threads === undefined ? WORTH_THREADS : ALLOWS_THREADS) : partLength * 2;
  return size < enough ? 1 : (threads ?? availableParallelism());
}

/** 0 for what can't be looked at: reading it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
