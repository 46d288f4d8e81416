import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { escapePath } from 'tinyglobby';
import type { FetchRequest } from '../../../engine';
import {
  addColumns,
  type FoundTraceFiles,
  findTraceFiles,
  type LoadedTraces,
  type LoadProgress,
  loadTraces,
  type ReadingParts,
  type TraceInput,
} from '../../../traces/node';
import type { ReplayJob } from '../messages';
import { gitIgnored } from './git-ignored';
import { tracesTakeLessThan } from './memory';

/** Where trace files are looked for. */
export type FileJob = Pick<ReplayJob, 'folder' | 'traces' | 'exclude' | 'nested'>;

/** The project's trace files as they are now. */
export interface FoundInputs {
  /** Shown by their absolute paths, which is what locations then have. */
  readonly inputs: readonly TraceInput[];
  /** Of folders and patterns; paths are absolute. */
  readonly problems: FoundTraceFiles['problems'];
  /** Bytes by path; 0 for files that can't be looked at: reading them says why. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Paths, sizes and times: equal texts, equal files. */
  readonly fingerprint: string;
  /** Paths of all files that were there, and those of them that git ignores. */
  readonly listed: readonly string[];
  readonly ignored: ReadonlySet<string>;
}

/** @param before if the same files are there as then, git is taken to ignore the same ones: asking it takes longest */
export async function findInputs(
  { folder, traces, exclude, nested }: FileJob,
  before?: FoundInputs,
): Promise<FoundInputs> {
  const others = nested.map((inner) => `${escapePath(relative(folder, inner).split(sep).join('/'))}/**`);
  const found = await findTraceFiles(traces ?? ['.'], { cwd: folder, ignore: [...exclude, ...others] });
  const all = found.inputs.map((input) => ({ ...input, path: input.file }));
  const listed = all.map(({ file }) => file);
  const ignored = isSame(before?.listed, listed)
    ? before!.ignored
    : traces
      ? new Set<string>()
      : await gitIgnored(folder, listed);
  const inputs = all.filter(({ file }) => !ignored.has(file));
  const looked = await Promise.all(inputs.map(({ file }) => lookAt(file)));
  return {
    inputs,
    problems: found.problems.map((problem) => ({ ...problem, path: resolve(folder, problem.path) })),
    sizes: new Map(inputs.map(({ file }, index) => [file, looked[index]!.size])),
    fingerprint: inputs.map(({ file }, index) => `${file} ${looked[index]!.print}`).join('\n'),
    listed,
    ignored,
  };
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && b.every((path, i) => path === a[i]);
}

async function lookAt(file: string): Promise<{ size: number; print: string }> {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return { size, print: `${size} ${mtimeMs} ${ino}` };
  } catch {
    return { size: 0, print: 'unreadable' };
  }
}

/** How often the client hears how far reading is. */
const REPORT_EVERY_MS = 100;

/** What reading is told besides what to read. */
export interface LoadingOptions {
  readonly parts: ReadingParts;
  /** Bytes that all loaded traces may take; what doesn't fit is left out. */
  readonly memory: number;
  readonly cancelled: () => boolean;
  /** Is given a sentence, and 0 to 1 of all bytes. */
  readonly report: (message: string, fraction: number) => void;
}

/**
 * Reads all inputs.
 * @param catalog whether to collect what is in them
 * @throws CancelledError
 */
export function loadInputs(
  found: FoundInputs,
  request: FetchRequest,
  catalog: boolean,
  options: LoadingOptions,
): Promise<LoadedTraces> {
  return loadTraces(found.inputs, request, { ...readingOptions(found, options), catalog, grows: true });
}

/**
 * Reads of the same inputs what was not read of them before, into the same store.
 * @returns false, and nothing done, where all has to be read anew
 * @throws CancelledError
 */
export function loadMore(
  loaded: LoadedTraces,
  found: FoundInputs,
  before: FetchRequest,
  wanted: FetchRequest,
  options: LoadingOptions,
): Promise<boolean> {
  return addColumns(loaded, found.inputs, before, wanted, readingOptions(found, options));
}

function readingOptions({ inputs, sizes }: FoundInputs, { parts, memory, cancelled, report }: LoadingOptions) {
  const total = Math.max(
    1,
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
  );
  const bytesOf = new Map<string, number>();
  let [read, reportedAt] = [0, 0];
  const onProgress = ({ path, input, bytes, spans }: LoadProgress) => {
    read += bytes - (bytesOf.get(path) ?? 0);
    bytesOf.set(path, bytes);
    if (Date.now() - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = Date.now();
    const message = `Reading traces: file ${input} of ${inputs.length}, ${spans.toLocaleString('en-US')} spans`;
    report(message, Math.min(1, read / total));
  };
  return { parts, givesWay: true, cancelled, onProgress, hasRoom: () => tracesTakeLessThan(memory) };
}
