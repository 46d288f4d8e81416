import { Emitter } from 'vscode-languageserver';
import type { ReplayState, Settings } from '../../protocol';
import type { Log } from '../lifecycle/log';
import { NOTHING_SEEN, type Seen } from '../seen/seen';
import type { RuleProject } from '../workspace/rule-project';
import type { Workspace } from '../workspace/workspace';
import { completed, detailed, versionsIn } from './completed';
import type { FileCheck, Progress, ProjectOutcome, ReplayAnswer } from './messages';
import { PlanUpdates } from './plan-updates';
import { Run } from './run';
import { summarize, whatIsMissing } from './summary';
import type { WorkerHost } from './worker-host';

/** So that a word typed fast is one run, where a run takes longer than a key stroke. */
const TYPING_SETTLE_MS = 20;
const QUICK_MS = 100;
/** Somebody who types would wait for what nobody looks at meanwhile. */
const DETAILS_AFTER_MS = 200;
/** Looking at all files makes the next judgement wait, so nobody should be typing. */
const LOOK_AFTER_MS = 1_000;

interface Started {
  readonly run: Run;
  readonly done: Promise<void>;
}

/** The rules of the workspace over its traces: when that runs, how far it is, and what came out of it. */
export class ReplayController {
  readonly #changed = new Emitter<ReplayState>();
  readonly #finished = new Emitter<readonly ProjectOutcome[]>();
  readonly #addedDetails = new Emitter<void>();
  /** Every change of the state, progress included. */
  readonly onDidChangeState = this.#changed.event;
  /** New verdicts of every project. */
  readonly onDidFinish = this.#finished.event;
  /** More about the same verdicts. */
  readonly onDidAddDetails = this.#addedDetails.event;

  #state: ReplayState = { phase: 'idle', message: null, progress: null, revision: 0, summary: null };
  #outcomes: readonly ProjectOutcome[] = [];
  #current: Started | undefined;
  /** Begins when the current one has ended. */
  #queued: Started | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  #detailsTimer: NodeJS.Timeout | undefined;
  /** Of the details that are being looked for. */
  #details: Run | undefined;
  /** The most thorough that was asked for and not yet begun. */
  #files: FileCheck = 'memory';
  /** How long the last run over what is in memory took, in milliseconds. */
  #took = 0;
  /** What the worker was told of the rules, by the project's folder. */
  readonly #plans = new Map<string, PlanUpdates>();
  /** Folders that the worker was told of. */
  #kept = '';

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
    return this.#outcomeOf(folder)?.seen ?? NOTHING_SEEN;
  }

  /** Runs soon; what is asked for meanwhile is one run. */
  schedule(delay: number, files: FileCheck): void {
    this.stop();
    this.#files = moreThorough(this.#files, files);
    this.#timer = setTimeout(() => void this.run(files), delay);
  }

  /** Runs over what is in memory: at once if the last run was quick, and what is typed until it ends is one more. */
  typed(): void {
    this.schedule(this.#took < QUICK_MS ? 0 : TYPING_SETTLE_MS, 'memory');
  }

  /** Nothing begins by itself any more. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#lookTimer);
    clearTimeout(this.#detailsTimer);
    this.#details?.cancel(false);
  }

  /**
   * Runs now, instead of a judgement that is under way; traces that are being read are read to their end, since they serve the
   * new run as well. Never rejects: how it ended stands in the state.
   */
  run(files: FileCheck): Promise<void> {
    this.stop();
    this.#files = moreThorough(this.#files, files);
    const before = this.#current;
    // somebody who types without a pause would never see a verdict
    const isOvertaken = files !== 'memory' && before?.run.stage === 'judging' && this.#isStale(before.run);
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

  /** Whether rules have changed since a run asked for them. */
  #isStale({ rules }: Run): boolean {
    return this.workspace.projects.some((project) => {
      const known = rules.get(project.folder);
      return known !== undefined && known !== project.compile();
    });
  }

  cancel(): void {
    this.stop();
    this.#current?.run.cancel(true);
    this.#queued?.run.cancel(true);
  }

  progress({ stage, message, fraction }: Progress): void {
    if (this.#current) this.#current.run.stage = stage;
    if (this.#state.phase === 'running') this.#set({ message, progress: fraction });
  }

  async #execute(run: Run): Promise<void> {
    if (run.cancelled && !run.stoppedByUser) return;
    const files = this.#files;
    this.#files = 'memory';
    this.#set({ phase: 'running', message: 'Reading traces', progress: null });
    try {
      await this.#replayAll(run, files);
    } catch (error) {
      this.#files = moreThorough(this.#files, files);
      const why = error instanceof Error ? error.message : String(error);
      this.log.error('The replay failed', error);
      this.#set({ phase: 'failed', message: `The replay failed: ${why}`, progress: null });
    }
  }

  async #replayAll(run: Run, files: FileCheck): Promise<void> {
    const begun = performance.now();
    await this.workspace.ready();
    const projects = this.workspace.projects.filter(({ alone }) => alone === null);
    this.#keep(projects.map(({ folder }) => folder));
    const outcomes: ProjectOutcome[] = [];
    const lacking: string[] = [];
    for (const project of projects) {
      const answer = run.cancelled ? null : await this.#replay(project, run, files);
      if (answer) outcomes.push(completed(answer, this.#outcomeOf(project.folder)));
      if (answer?.marks === null) lacking.push(answer.folder);
      if (answer) continue;
      if (files === 'memory' && this.#outcomeOf(project.folder)) return this.#leaveAsIs(run);
    }
    if (run.cancelled) {
      this.#files = moreThorough(this.#files, files);
      if (run.stoppedByUser) this.#set({ phase: 'cancelled', message: 'The replay was cancelled.', progress: null });
      return;
    }
    if (files === 'memory') this.#took = performance.now() - begun;
    this.#finish(projects, outcomes);
    if (this.#queued) return;
    // nobody types who has just opened a folder, as far as one knows
    const delay = files === 'look' || files === 'read' ? 0 : DETAILS_AFTER_MS;
    this.#detailsTimer = setTimeout(() => void this.#goOn(projects, lacking), delay);
    if (files === 'look' || files === 'read') return;
    this.#lookTimer = setTimeout(() => void this.#lookAfterwards(projects), LOOK_AFTER_MS);
  }

  /** The worker forgets all other projects. */
  #keep(folders: readonly string[]): void {
    const kept = folders.join('\n');
    if (kept === this.#kept) return;
    this.#kept = kept;
    for (const folder of this.#plans.keys()) if (!folders.includes(folder)) this.#plans.delete(folder);
    // nothing waits for it, and the worker does one thing after the other
    this.worker()
      .call('keepProjects', folders)
      .catch((error) => this.log.error('Closed projects stay in memory', error));
  }

  async #replay(project: RuleProject, run: Run, files: FileCheck): Promise<ReplayAnswer | null> {
    const rules = project.compile();
    run.rules.set(project.folder, rules);
    if (rules.plan.rules.length === 0 && project.ruleUris().length === 0) return null;
    const { traces, replay } = this.settings();
    const own = project.project.settings;
    const job = {
      folder: project.folder,
      traces: traces.include.length > 0 ? traces.include : own.traces,
      exclude: traces.exclude,
      nested: project.nested,
      assumeComplete: own.assumeComplete || replay.assumeComplete,
      memory: replay.memory * 2 ** 20,
      schema: project.project.schema,
      files,
      known: versionsIn(this.#outcomeOf(project.folder)),
      cancel: run.flag,
    };
    const updates = this.#plansOf(project.folder);
    const answer = await this.worker().call('replay', { ...job, plan: updates.next(rules.plan) });
    if (answer !== 'whole plan') return answer;
    updates.forget();
    const again = await this.worker().call('replay', { ...job, plan: updates.next(rules.plan) });
    if (again === 'whole plan') throw new Error('The replay thread does not take a whole plan.');
    return again;
  }

  /** Once verdicts are there and nobody types: what makes the next ones come soon, and what else there is to show of these. */
  async #goOn(projects: readonly RuleProject[], lacking: readonly string[]): Promise<void> {
    const run = new Run();
    this.#details = run;
    try {
      for (const project of projects) await this.#expect(project, run);
      if (lacking.length > 0 && !run.cancelled) await this.#addDetails(lacking, run);
    } catch (error) {
      if (!run.cancelled) this.log.error('The replay thread did not go on after the verdicts', error);
    }
  }

  /** What was read may have changed what rules mean; whoever changes one next should not have to wait for all of them. */
  async #expect(project: RuleProject, run: Run): Promise<void> {
    if (run.cancelled) return;
    const { folder } = project;
    const updates = this.#plansOf(folder);
    const plan = updates.next(project.compile().plan);
    if (!(await this.worker().call('expect', { folder, plan, cancel: run.flag }))) updates.forget();
  }

  #plansOf(folder: string): PlanUpdates {
    const updates = this.#plans.get(folder) ?? new PlanUpdates();
    this.#plans.set(folder, updates);
    return updates;
  }

  #outcomeOf(folder: string | undefined): ProjectOutcome | undefined {
    return this.#outcomes.find((outcome) => outcome.folder === folder);
  }

  async #addDetails(folders: readonly string[], run: Run): Promise<void> {
    for (const folder of folders) {
      const known = versionsIn(this.#outcomeOf(folder));
      const details = await this.worker().call('details', { folder, known, cancel: run.flag });
      if (run.cancelled) return;
      this.#outcomes = this.#outcomes.map((outcome) =>
        outcome.folder === folder && details ? detailed(outcome, details) : outcome,
      );
    }
    this.#addedDetails.fire();
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
