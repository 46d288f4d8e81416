import type { FetchRequest } from '../engine';
import type { Project } from '../project';
import {
  type FoundTraceFiles,
  findTraceFiles,
  type LoadedTraces,
  type LoadOptions,
  type LoadProgress,
  loadTraces,
  startThreads,
} from '../traces/node';
import { type Arguments, single } from './arguments';
import type { Io, Setup } from './io';
import type { Progress } from './progress';
import { printable } from './report/text';
import { UsageError } from './usage-error';

/** What was asked for, found and read. */
export interface ReadTraces extends LoadedTraces {
  /** Absolute paths of the inputs by the path that they are shown with. */
  readonly files: ReadonlyMap<string, string>;
}

/** The traces that `--traces` names, or `ringfence.json`, and threads that are starting to read them where they are large. */
export interface TracesToRead {
  readonly found: FoundTraceFiles;
  readonly options: LoadOptions;
}

/** Looks for traces. What is wrong with what was asked for is told when they are read, after what is wrong with the rules. */
export async function findTraces(
  args: Arguments,
  project: Project,
  io: Io,
  { reading }: Setup,
): Promise<() => TracesToRead> {
  try {
    const found = await filesNamed(args, project, io.cwd);
    const options = { parts: reading, threads: wholeNumber('--workers', single(args, 'workers')) };
    const started = startThreads(found.inputs, options);
    return () => ({ found, options: { ...options, started } });
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Reads what was found. @throws UsageError if no traces were named */
export async function readTraces(
  toRead: () => TracesToRead,
  request: FetchRequest,
  progress: Progress,
  collect: { readonly catalog?: boolean } = {},
): Promise<ReadTraces> {
  const { found, options } = toRead();
  const loaded = await loadTraces(found.inputs, request, {
    ...options,
    ...collect,
    onProgress: (now) => progress.show(progressText(now)),
  });
  const problems = [...found.problems, ...loaded.problems].sort(byPlace);
  return { ...loaded, problems, files: new Map(found.inputs.map(({ path, file }) => [path, file])) };
}

/** @throws UsageError for what is no number from 1 to 64 */
function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const number = /^\d{1,2}$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > 64)
    throw new UsageError(`${option} is a number from 1 to 64, not ${JSON.stringify(given)}.`);
  return number;
}

async function filesNamed(args: Arguments, { folder, settings }: Project, cwd: string): Promise<FoundTraceFiles> {
  const named = args.options.get('traces');
  if (named === undefined && settings.traces === null) {
    throw new UsageError(
      'There are no traces: name files, folders or globs with --traces, or list them under "traces" in ringfence.json.',
    );
  }
  const paths = named ?? settings.traces ?? [];
  const found = await findTraceFiles(paths, { cwd: named ? cwd : folder });
  if (found.inputs.length + found.problems.length > 0) return found;
  const nothing = {
    path: paths.join(', '),
    line: null,
    offset: 0,
    what: 'there is no trace file in it',
    skipped: 'the folder',
  };
  return { ...found, problems: [nothing] };
}

function byPlace(a: { path: string; offset: number }, b: { path: string; offset: number }): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.offset - b.offset;
}

function progressText({ path, input, inputs, bytes, size }: LoadProgress): string {
  const share = size > 0 ? ` ${Math.floor((100 * bytes) / size)}%` : '';
  return `reading ${input} of ${inputs}: ${printable(path)}${share}`;
}
