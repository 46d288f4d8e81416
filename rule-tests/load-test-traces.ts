import { dirname, resolve, sep } from 'node:path';
import type { FetchRequest } from '../engine';
import { literalTracesAsOtlp, packName, type RuleTest } from '../language';
import { pathOfUri } from '../project';
import { type FoundTraceFiles, findTraceFiles, type LoadedTraces, loadTraces, type TraceInput } from '../traces/node';

export interface LoadTestOptions {
  /** Absolute; what paths are shown relative to. */
  readonly cwd: string;
  readonly cancelled?: () => boolean;
}

/** Reads what a test has of traces, written out and in files, into one store. What can't be read is a problem. */
export async function loadTestTraces(
  test: RuleTest,
  request: FetchRequest,
  { cwd, cancelled }: LoadTestOptions,
): Promise<Pick<LoadedTraces, 'store' | 'problems'>> {
  const found = await givenFiles(test, cwd);
  const literal = test.traces.length === 0 ? [] : [literalInput(test)];
  const options = cancelled ? { cancelled } : {};
  const { store, problems } = await loadTraces([...literal, ...found.inputs], request, options);
  return { store, problems: [...found.problems, ...problems] };
}

/** Without a path: what is found in it stands in no file. */
function literalInput({ traces }: RuleTest): TraceInput {
  return { path: '', file: '', named: true, content: new TextEncoder().encode(literalTracesAsOtlp(traces)) };
}

async function givenFiles({ given, origin }: RuleTest, cwd: string): Promise<FoundTraceFiles> {
  if (given.length === 0) return { inputs: [], problems: [] };
  if (packName(origin.uri) !== undefined) {
    return { inputs: [], problems: given.map((path) => problem(path, 'a pack has no folder to read files from')) };
  }
  const folder = dirname(pathOfUri(origin.uri));
  const found = await findTraceFiles(
    given.map((path) => resolve(folder, path).split(sep).join('/')),
    { cwd },
  );
  if (found.inputs.length + found.problems.length > 0) return found;
  return { inputs: [], problems: [problem(given.join(', '), 'there is no trace file in it')] };
}

function problem(path: string, what: string) {
  return { path, line: null, offset: 0, what, skipped: 'the file' };
}
