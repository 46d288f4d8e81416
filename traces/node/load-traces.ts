import { type FetchRequest, TraceFlag, type TraceStore } from '../../engine';
import type { GrowingStore, InputSummary, Problem, TraceCatalog } from '../../traces';
import { readInputs } from './read-inputs';
import type { ReadingParts } from './reading-parts';
import type { ReadingThreads } from './reading-threads';
import type { TraceInput } from './trace-input';
import type { TurnOptions } from './turn';

export interface LoadOptions extends TurnOptions {
  /** Whether to collect, in the same pass, what was seen of names and attributes. */
  readonly catalog?: boolean;
  /** Whether columns may be added later. */
  readonly grows?: boolean;
  /** What makes reading fast; without them everything is read on this thread, and slowly. */
  readonly parts?: ReadingParts | undefined;
  /** How many threads read large inputs; if nothing is said, as many as the machine has processors, where that gains. */
  readonly threads?: number | undefined;
  /** Whether somebody waits for this process meanwhile: threads give way, where the system lets them. */
  readonly givesWay?: boolean | undefined;
  /** Threads that were started for it: used up by it. */
  readonly started?: ReadingThreads | undefined;
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
  /** For `addColumns`, where `grows` was asked for; null where more can't be added, and everything has to be read anew. */
  readonly growing: GrowingStore | null;
}

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
  const { builder, summed, runs } = await readInputs(inputs, request, options);
  const built = builder.build(runs);
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
    growing: cut || !options.grows ? null : built.growing,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
