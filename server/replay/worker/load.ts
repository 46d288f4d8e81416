import { readFile } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import type { FetchRequest, TraceStore } from '../../../engine';
import { ColumnsBuilder, OtlpJsonReader, type Problem, ProblemList, Tally } from '../../../traces';
import { NOTHING_SEEN, type Seen } from '../../seen/seen';
import type { ReplayJob } from '../messages';

export interface InputSummary {
  readonly path: string;
  readonly format: string | null;
  readonly bytes: number;
  readonly spans: number;
  readonly problems: number;
  readonly skipped: string | null;
}
export interface Loaded {
  readonly store: TraceStore;
  readonly inputs: readonly InputSummary[];
  readonly problems: readonly Problem[];
  readonly seen: Seen;
}

export async function findInputs(job: ReplayJob): Promise<string[]> {
  const files = await glob('**/*.{json,jsonl}', { cwd: job.folder, absolute: true });
  return files.sort();
}

export async function loadInputs(paths: readonly string[], request: FetchRequest): Promise<Loaded> {
  const builder = new ColumnsBuilder(request);
  const inputs: InputSummary[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    const list = new ProblemList(path);
    const tally = new Tally();
    const reader = new OtlpJsonReader({ builder, file: builder.addFile(path), problems: list, tally });
    reader.write(bytes);
    reader.end();
    problems.push(...list.list());
    inputs.push({
      path,
      format: 'otlp-json',
      bytes: bytes.length,
      spans: tally.spans,
      problems: list.count,
      skipped: tally.spans === 0 ? 'no' : null,
    });
  }
  return { store: builder.build().store, inputs, problems, seen: NOTHING_SEEN };
}
