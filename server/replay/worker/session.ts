import { relative } from 'node:path';
import { FETCH_NOTHING, type FetchRequest, type Finding } from '../../../engine';
import type { SqlFor } from '../../../project';
import type { LoadedTraces, ReadingParts } from '../../../traces/node';
import type { Details, DetailsJob, Progress, ReplayAnswer, ReplayJob, SpanPage } from '../messages';
import { findSpans, type SpanIds, spanKey } from './find-spans';
import { Judging } from './judging';
import { KnownPlan, type LookedThrough, planOf } from './known-plan';
import { type FileJob, type FoundInputs, findInputs, type LoadingOptions, loadInputs, loadMore } from './load';
import { tracesTakeLessThan } from './memory';
import { covers, presentIn, union } from './requests';
import { enclosingSpans, spanContent } from './span-content';
import { spanPage } from './span-page';
import { WholeFileReader } from './whole-span';

/** What completion and hover want to know, whatever the rules ask for. */
const ALWAYS_READ: FetchRequest = {
  ...FETCH_NOTHING,
  resource: ['service.name'],
  events: true,
};

interface Loaded extends LoadedTraces {
  readonly request: FetchRequest;
  readonly found: FoundInputs;
  /** What was looked for. */
  readonly job: FileJob;
  /** The project's. */
  readonly folder: string;
  /** Bytes that it was allowed. */
  readonly memory: number;
}

/** One project in the worker: its traces stay loaded, and what its rules said stays known. */
export class ProjectSession {
  #loaded: Loaded | undefined;
  /** What judging was prepared for. */
  #warmed: Loaded | undefined;
  #judging = new Judging();
  readonly #plan = new KnownPlan();
  readonly #wholeFiles: WholeFileReader;

  constructor(
    private readonly report: (progress: Progress) => void,
    private readonly sqlFor: SqlFor,
    private readonly reading: ReadingParts,
  ) {
    this.#wholeFiles = new WholeFileReader(reading);
  }

  /** null where only memory may be asked and hasn't it. @throws CancelledError */
  async replay(job: ReplayJob): Promise<ReplayAnswer | 'whole plan' | null> {
    const cancelled = cancelledBy(job);
    const plan = this.#plan.update(job.plan);
    if (plan === null) return 'whole plan';
    const loaded = await this.#load(job, plan.request, cancelled);
    if (loaded === null) return null;
    this.report({ stage: 'judging', message: `Judging ${plan.rules.length} rules`, fraction: null });
    const options = { ...(await this.#sqlFor(plan, job)), assumeComplete: job.assumeComplete };
    return this.#judging.judge(job, plan, { ...loaded, onTheWay: loaded.found.problems }, options, cancelled);
  }

  /** false where the update builds upon what isn't known. */
  expect({ plan, cancel }: Pick<ReplayJob, 'plan' | 'cancel'>): boolean {
    if (this.#plan.update(plan) === null) return false;
    if (this.#warmed !== this.#loaded) this.#judging.warmUp(cancelledBy({ cancel }));
    this.#warmed = this.#loaded;
    return true;
  }

  /** One rule that reads SQL is reason enough; without one what else is in a plan may be. */
  #sqlFor(plan: LookedThrough, { schema }: ReplayJob): ReturnType<SqlFor> {
    const reading = plan.rules.find(({ readsSql }) => readsSql) ?? plan.rules[0];
    return this.sqlFor(planOf(plan, reading ? [reading] : []), schema);
  }

  /** Of what was judged last; null where there is none. @throws CancelledError */
  details(job: DetailsJob): Details | null {
    return this.#judging.details(job, cancelledBy(job));
  }

  /** Whether the trace files look other than when they were read; no if none were. */
  async filesChanged(): Promise<boolean> {
    const loaded = this.#loaded;
    if (loaded === undefined) return false;
    return (await findInputs(loaded.job, loaded.found)).fingerprint !== loaded.found.fingerprint;
  }

  async #load(job: ReplayJob, read: FetchRequest, cancelled: () => boolean): Promise<Loaded | null> {
    const wanted = union(read, ALWAYS_READ);
    if (job.files === 'memory' || job.files === 'trust') {
      const covering = this.#covering(wanted, job);
      if (covering || job.files === 'memory') return covering;
    }
    const found = await findInputs(job);
    const isSame = job.files !== 'read' && this.#loaded?.found.fingerprint === found.fingerprint;
    if (isSame) {
      const covering = this.#covering(wanted, job) ?? (await this.#readMore(wanted, job, cancelled));
      if (covering) return covering;
    }
    return this.#read(found, wanted, job, cancelled, isSame);
  }

  /** What is in memory, if it has all that is wanted. */
  #covering(wanted: FetchRequest, job: ReplayJob): Loaded | null {
    const loaded = this.#loaded;
    if (!loaded || !covers(loaded.request, presentWanted(loaded, wanted))) return null;
    return loaded.cut && loaded.memory !== job.memory ? null : loaded;
  }

  /** What is in memory, with the attributes that it lacks; null where all has to be read anew. */
  async #readMore(wanted: FetchRequest, job: ReplayJob, cancelled: () => boolean): Promise<Loaded | null> {
    const loaded = this.#loaded;
    if (!loaded || !tracesTakeLessThan(job.memory / 2)) return null;
    const request = union(loaded.request, presentWanted(loaded, wanted));
    const isRead = await loadMore(loaded, loaded.found, loaded.request, request, this.#options(job, cancelled));
    if (!isRead) return null;
    this.#loaded = { ...loaded, request };
    return this.#loaded;
  }

  /** @param isSame whether nothing but what is asked for is new */
  async #read(
    found: FoundInputs,
    wanted: FetchRequest,
    job: ReplayJob,
    cancelled: () => boolean,
    isSame: boolean,
  ): Promise<Loaded> {
    // what was fetched once is fetched again, so that going back and forth between two rules reads once
    const request = this.#loaded ? union(this.#loaded.request, wanted) : wanted;
    const known =
      isSame && this.#loaded?.request.links === request.links && !this.#loaded.cut ? this.#loaded.catalog : null;
    if (!tracesTakeLessThan(job.memory / 2)) this.#forget();
    const loaded = await loadInputs(found, request, known === null, this.#options(job, cancelled));
    const { folder, traces, exclude, nested, memory } = job;
    const catalog = loaded.catalog ?? known;
    this.#loaded = { ...loaded, catalog, request, found, job: { folder, traces, exclude, nested }, folder, memory };
    return this.#loaded;
  }

  #options({ memory }: ReplayJob, cancelled: () => boolean): LoadingOptions {
    const report = (message: string, fraction: number) => this.report({ stage: 'reading', message, fraction });
    return { parts: this.reading, memory, cancelled, report };
  }

  /** There would be no room for the old traces and the new ones. */
  #forget(): void {
    this.#loaded = undefined;
    this.#warmed = undefined;
    this.#judging = new Judging();
  }

  /** The span's page, or null if this project hasn't it. */
  async spanPage(span: SpanIds): Promise<SpanPage | null> {
    const loaded = this.#loaded;
    const row = loaded && findSpans(loaded.store, [span]).get(spanKey(span));
    if (!loaded || row === undefined) return null;
    const { store, found, catalog, request, folder } = loaded;
    const path = store.files[store.spans.file[row]!]!;
    const size = found.sizes.get(path) ?? 0;
    const whole = catalog && (await this.#wholeFiles.find(path, found.fingerprint, size, catalog, span));
    const shown = whole ?? { store, row, request };
    const content = spanContent(shown.store, shown.row, shown.request, enclosingSpans(store, row));
    const part = whole ? '' : ' (a large file: only what the rules read is shown)';
    const place = store.spans.line[row] ? `line ${store.spans.line[row]}` : `byte ${store.spans.offset[row]}`;
    return spanPage(content, this.#findingsOn(span), `${pathBelow(folder, path)}, ${place}${part}`);
  }

  #findingsOn({ traceId, spanId }: SpanIds): Finding[] {
    const isOn = (finding: Finding) =>
      finding.witnesses.some((witness) => witness.traceId === traceId && witness.spanId === spanId);
    return this.#judging.rules.flatMap(({ findings }) => findings.filter(isOn));
  }
}

/** What is wanted of what there is. */
function presentWanted({ catalog, request }: Loaded, wanted: FetchRequest): FetchRequest {
  return catalog === null ? wanted : presentIn(catalog, request, wanted);
}

function pathBelow(folder: string, path: string): string {
  const below = relative(folder, path);
  return below.startsWith('..') ? path : below;
}

function cancelledBy({ cancel }: Pick<ReplayJob, 'cancel'>): () => boolean {
  const flag = new Int32Array(cancel);
  return () => Atomics.load(flag, 0) === 1;
}
