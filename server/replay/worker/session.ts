import { stat } from 'node:fs/promises';
import { type FetchRequest, type Finding, fetchRequestOf } from '../../../engine';
import type { InputItem, ProblemItem } from '../../../protocol';
import { uriOf } from '../../workspace/uris';
import type { Progress, ProjectOutcome, ReplayJob, SpanPage } from '../messages';
import { findSpans, type SpanIds, spanKey } from './find-spans';
import { findInputs, type Loaded, loadInputs } from './load';
import { marksOf } from './marks';
import { covers, union } from './requests';
import { ruleOutcomes } from './rule-outcomes';
import { type Judged, type RuleVerdicts, VerdictCache } from './rule-verdicts';
import { spanContent } from './span-content';
import { spanPage } from './span-page';

/** Problems of one file that the client is told of. */
const MAX_PROBLEMS = 100;

interface LoadedState extends Loaded {
  readonly request: FetchRequest;
  /** Paths, sizes and times of the files: equal texts, equal files. */
  readonly fingerprint: string;
}

/** One project in the worker: its traces stay loaded, and what its rules said stays known. */
export class ProjectSession {
  #loaded: LoadedState | undefined;
  #rules: readonly RuleVerdicts[] = [];
  readonly #verdicts = new VerdictCache();

  constructor(private readonly report: (progress: Progress) => void) {}

  /** @throws CancelledError */
  async replay(job: ReplayJob): Promise<ProjectOutcome> {
    const flag = new Int32Array(job.cancel);
    const cancelled = () => Atomics.load(flag, 0) === 1;
    const before = this.#loaded;
    const loaded = await this.#load(job, cancelled);
    this.report({ folder: job.folder, message: `Judging ${job.plan.rules.length} rules`, fraction: null });
    const judged = this.#verdicts.judge(job.plan, loaded.store, { assumeComplete: job.assumeComplete, cancelled });
    this.#rules = judged.rules;
    return await outcome(job, loaded, judged, before?.store === loaded.store);
  }

  async #load(job: ReplayJob, cancelled: () => boolean): Promise<LoadedState> {
    const wanted = fetchRequestOf(job.plan);
    const inputs = await findInputs(job);
    const fingerprint = await fingerprintOf(inputs);
    const before = this.#loaded;
    const unchanged = before && !job.reload && before.fingerprint === fingerprint;
    if (unchanged && covers(before.request, wanted)) return before;
    // what was fetched once is fetched again, so that going back and forth between two rules reads once
    const request = before ? union(before.request, wanted) : wanted;
    const loaded = await loadInputs(inputs, request);
    this.#loaded = { ...loaded, request, fingerprint };
    return this.#loaded;
  }

  /** The span's page, or null if this project hasn't it. */
  async spanPage(ids: SpanIds): Promise<SpanPage | null> {
    const loaded = this.#loaded;
    const row = loaded && findSpans(loaded.store, [ids]).get(spanKey(ids));
    if (!loaded || row === undefined) return null;
    const path = loaded.store.files[loaded.store.spans.file[row]!] ?? '';
    const content = spanContent(loaded.store, row, loaded.request);
    return spanPage(content, this.#findingsOn(ids), path);
  }

  #findingsOn({ traceId, spanId }: SpanIds): Finding[] {
    const isOn = (finding: Finding) =>
      finding.witnesses.some((witness) => witness.traceId === traceId && witness.spanId === spanId);
    return this.#rules.flatMap(({ findings }) => findings.filter(isOn));
  }
}

async function fingerprintOf(paths: readonly string[]): Promise<string> {
  const parts = paths.map(async (path) => {
    try {
      const { size, mtimeMs, ino } = await stat(path);
      return `${path} ${size} ${mtimeMs} ${ino}`;
    } catch {
      // reading it says why
      return `${path} unreadable`;
    }
  });
  return (await Promise.all(parts)).join('\n');
}

async function outcome(job: ReplayJob, loaded: Loaded, judged: Judged, sameStore: boolean): Promise<ProjectOutcome> {
  return {
    folder: job.folder,
    traces: judged.traces,
    spans: judged.spans,
    incomplete: judged.incomplete,
    problems: loaded.inputs.reduce((sum, { problems }) => sum + problems, 0),
    rules: ruleOutcomes(judged.rules, loaded.store),
    inputs: loaded.inputs.map((input) => inputItem(input, loaded)),
    marks: await marksOf(judged.rules),
    seen: sameStore ? null : loaded.seen,
  };
}

function inputItem({ path, ...input }: Loaded['inputs'][number], { problems }: Loaded): Omit<InputItem, 'project'> {
  const own = problems.filter((problem) => problem.path === path).slice(0, MAX_PROBLEMS);
  const listed = own.map(({ line, offset, what, skipped }): ProblemItem => ({ line, offset, what, skipped }));
  return { uri: uriOf(path), ...input, listed };
}
