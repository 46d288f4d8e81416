import { Emitter } from 'vscode-languageserver';
import type { ReplayState, Settings } from '../../protocol';
import type { Log } from '../lifecycle/log';
import { NOTHING_SEEN, type Seen } from '../seen/seen';
import type { RuleProject } from '../workspace/rule-project';
import type { Workspace } from '../workspace/workspace';
import type { FileCheck, Progress, ProjectOutcome } from './messages';
import { Run } from './run';
import { summarize, whatIsMissing } from './summary';
import type { WorkerHost } from './worker-host';

interface Started {
  readonly run: Run;
  readonly done: Promise<void>;
}

/** The rules of the workspace over its traces: when that runs, how far it is, and what came out of it. */
export class ReplayController {
  readonly #changed = new Emitter<ReplayState>();
  readonly #finished = new Emitter<readonly ProjectOutcome[]>();
  /** Every change of the state, progress included. */
  readonly onDidChangeState = this.#changed.event;
  /** New verdicts of every project. */
  readonly onDidFinish = this.#finished.event;

  #state: ReplayState = { phase: 'idle', message: null, progress: null, revision: 0, summary: null };
  #outcomes: readonly ProjectOutcome[] = [];
  #current: Started | undefined;
  /** Begins when the current one has ended. */
  #queued: Started | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The most thorough that was asked for since the last run ended. */
  #files: FileCheck = 'memory';

  constructor(
    private readonly workspace: Workspace,
    private readonly worker: () => WorkerHost,
    private readonly settings: () => Settings,
    private readonly log: Log,
  ) {}

  get state(): ReplayState {
    return this.#state;
  }

  get outcomes(): readonly ProjectOutcome[] {
    return this.#outcomes;
  }

  /** What the traces of a project hold, as far as they were read. */
  seenIn(folder: string | undefined): Seen {
    return this.#outcomes.find((outcome) => outcome.folder === folder)?.seen ?? NOTHING_SEEN;
  }

  /** Runs soon; what is asked for meanwhile is one run. */
  schedule(delay: number, files: FileCheck): void {
    clearTimeout(this.#timer);
    this.#files = moreThorough(this.#files, files);
    this.#timer = setTimeout(() => void this.run(files), delay);
  }

  /**
   * Runs now, instead of a judgement that is under way; traces that are being read are read to their end, since they serve the
   * new run as well. Never rejects: how it ended stands in the state.
   */
  run(files: FileCheck): Promise<void> {
    clearTimeout(this.#timer);
    this.#files = moreThorough(this.#files, files);
    const before = this.#current;
    // somebody who types without a pause would never see a verdict
    const isOvertaken = files !== 'memory' && before?.run.stage === 'judging';
    if (files === 'read' || isOvertaken) before?.run.cancel(false);
    if (this.#queued) return this.#queued.done;
    const run = new Run();
    const done = (before?.done ?? Promise.resolve()).then(() => {
      this.#current = queued;
      this.#queued = undefined;
      return this.#execute(run);
    });
    const queued = { run, done };
    this.#queued = queued;
    return done;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#current?.run.cancel(true);
    this.#queued?.run.cancel(true);
  }

  progress({ stage, message, fraction }: Progress): void {
    if (this.#current) this.#current.run.stage = stage;
    if (this.#state.phase === 'running') this.#set({ message, progress: fraction });
  }

  async #execute(run: Run): Promise<void> {
    if (run.cancelled && !run.stoppedByUser) return;
    this.#set({ phase: 'running', message: 'Reading traces', progress: null });
    try {
      await this.#replayAll(run);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.error('The replay failed', error);
      this.#set({ phase: 'failed', message: `The replay failed: ${why}`, progress: null });
    }
  }

  async #replayAll(run: Run): Promise<void> {
    const files = this.#files;
    await this.workspace.ready();
    const projects = this.workspace.projects.filter(({ alone }) => alone === null);
    await this.worker().call(
      'keepProjects',
      projects.map(({ folder }) => folder),
    );
    const outcomes: ProjectOutcome[] = [];
    for (const project of projects) {
      const outcome = run.cancelled ? null : await this.#replay(project, run, files);
      if (outcome) outcomes.push(outcome);
      else if (files === 'memory' && this.#outcomes.some(({ folder }) => folder === project.folder))
        return this.#leaveAsIs(run);
    }
    if (run.cancelled) {
      if (run.stoppedByUser) this.#set({ phase: 'cancelled', message: 'The replay was cancelled.', progress: null });
      return;
    }
    this.#files = 'memory';
    this.#finish(projects, outcomes);
    if (files === 'memory' || files === 'trust') void this.#lookAfterwards(projects);
  }

  async #replay(project: RuleProject, run: Run, files: FileCheck): Promise<ProjectOutcome | null> {
    const { plan } = project.compile();
    if (plan.rules.length === 0 && project.ruleUris().length === 0) return null;
    const { traces, replay } = this.settings();
    const own = project.project.settings;
    const outcome = await this.worker().call('replay', {
      folder: project.folder,
      plan,
      traces: traces.include.length > 0 ? traces.include : own.traces,
      exclude: traces.exclude,
      nested: project.nested,
      assumeComplete: own.assumeComplete || replay.assumeComplete,
      memory: replay.memory * 2 ** 20,
      schema: project.project.schema,
      files,
      cancel: run.flag,
    });
    const before = this.#outcomes.find(({ folder }) => folder === project.folder);
    return outcome && { ...outcome, seen: outcome.seen ?? before?.seen ?? null };
  }

  /** The verdicts stay as they were: this run could not say anything. */
  #leaveAsIs(run: Run): void {
    if (!run.cancelled) this.#set({ phase: 'idle', progress: null });
  }

  /** Verdicts on what is in memory came first; should the files have changed unheard, they are read now. */
  async #lookAfterwards(projects: readonly RuleProject[]): Promise<void> {
    try {
      const changed = await Promise.all(projects.map(({ folder }) => this.worker().call('filesChanged', folder)));
      if (changed.includes(true)) this.schedule(0, 'look');
    } catch (error) {
      this.log.error('The trace files could not be looked at', error);
    }
  }

  #finish(projects: readonly RuleProject[], outcomes: readonly ProjectOutcome[]): void {
    this.#outcomes = outcomes;
    const compiled = projects.map((project) => project.compile());
    const ruleFiles = projects.flatMap((project) => project.ruleUris()).length;
    const rules = compiled.reduce((sum, { plan }) => sum + plan.rules.length, 0);
    const errors = compiled.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
    const revision = this.#state.revision + 1;
    const summary = summarize(outcomes, errors.length);
    // findings are there before anyone hears that they are
    this.#finished.fire(outcomes);
    this.#set({ phase: 'idle', message: whatIsMissing(outcomes, ruleFiles, rules), progress: null, revision, summary });
  }

  #set(change: Partial<ReplayState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed.fire(this.#state);
  }
}

const CHECKS: readonly FileCheck[] = ['memory', 'trust', 'look', 'read'];

function moreThorough(a: FileCheck, b: FileCheck): FileCheck {
  return CHECKS.indexOf(a) > CHECKS.indexOf(b) ? a : b;
}
