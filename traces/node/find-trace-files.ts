import * as fs from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { Problem } from '../../traces';
import { describeSystemError, pathProblem } from './system-error';
import { DEFAULT_TRACE_PATTERNS, IGNORED_FOLDERS, STANDARD_INPUT, type TraceInput } from './trace-input';

export interface FindOptions {
  /** What relative paths start from, and what they are shown relative to. */
  readonly cwd: string;
  /** Globs, relative to `cwd`, of what is left out of folders and globs. */
  readonly ignore?: readonly string[];
}

export interface FoundTraceFiles {
  /** Ordered by path, each file once. */
  readonly inputs: readonly TraceInput[];
  readonly problems: readonly Problem[];
}

/**
 * Files, folders, globs and `-` become inputs. A folder brings in what is named like a trace file; folders whose name
 * begins with a dot and `node_modules` are left out. Globs use `/` on every system.
 */
export async function findTraceFiles(paths: readonly string[], options: FindOptions): Promise<FoundTraceFiles> {
  const search = new Search(options);
  for (const path of paths) await search.add(path);
  return { inputs: search.inputs(), problems: search.problems };
}

class Search {
  readonly problems: Problem[] = [];
  readonly #options: FindOptions;
  readonly #inputs = new Map<string, TraceInput>();

  constructor(options: FindOptions) {
    this.#options = options;
  }

  inputs(): TraceInput[] {
    return [...this.#inputs.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  async add(path: string): Promise<void> {
    if (path === '-') {
      this.#inputs.set('-', STANDARD_INPUT);
      return;
    }
    const file = resolve(this.#options.cwd, path);
    const stats = statsOf(file);
    if (stats?.isDirectory()) await this.#glob(file, DEFAULT_TRACE_PATTERNS);
    else if (stats === undefined && isDynamicPattern(path)) await this.#addGlob(path);
    else this.#addFile(file, true);
  }

  async #addGlob(pattern: string): Promise<void> {
    const found = await this.#glob(this.#options.cwd, [pattern]);
    if (found === 0) this.problems.push(pathProblem(pattern, 'no file matches', 'the pattern'));
  }

  /** @returns how many files there were */
  async #glob(cwd: string, patterns: readonly string[]): Promise<number> {
    const files = await glob(patterns, {
      cwd,
      absolute: true,
      expandDirectories: false,
      ignore: [...IGNORED_FOLDERS, ...(this.#options.ignore ?? [])],
      fs: { ...fs, readdir: this.#readdir as typeof fs.readdir },
    });
    for (const file of files) this.#addFile(resolve(file), false);
    return files.length;
  }

  /** Lists a folder; one that can't be listed is a problem, and the others are searched. */
  readonly #readdir = (
    folder: string,
    options: { withFileTypes: true },
    callback: (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void,
  ): void => {
    fs.readdir(folder, options, (error, entries) => {
      if (error) this.problems.push(pathProblem(this.#shown(folder), describeSystemError(error), 'the folder'));
      callback(error, entries);
    });
  };

  #addFile(file: string, named: boolean): void {
    const known = this.#inputs.get(file);
    if (known === undefined || (named && !known.named)) {
      this.#inputs.set(file, { path: this.#shown(file), file, named });
    }
  }

  /** Relative where that is shorter to read: inside of `cwd`. With `/` on every system. */
  #shown(file: string): string {
    const path = relative(this.#options.cwd, file);
    const outside = path === '' || path.startsWith('..') || isAbsolute(path);
    return (outside ? file : path).split(sep).join('/');
  }
}

/** Undefined where nothing is there, or where it can't be looked at: opening it says why. */
function statsOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch {
    return undefined;
  }
}
