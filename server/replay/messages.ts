import type { Origin, Plan } from '../../engine';
import type { RuleTest } from '../../language';
import type { Project } from '../../project';
import type {
  FindingItem,
  InputItem,
  Place,
  RuleItem,
  SpanLocation,
  TestFailure,
  TestRun,
  TextRange,
} from '../../protocol';
import type { Seen } from '../seen/seen';
import type { PlanUpdate } from './plan-updates';

/** What the replay worker can be asked; everything crosses by structured clone. */
export interface WorkerCalls {
  /**
   * Reads what changed, judges what changed, and answers with what is new; null if it was cancelled, or needs what isn't in memory;
   * `whole plan` where the update of the plan builds upon one that isn't known.
   */
  replay(job: ReplayJob): Promise<ReplayAnswer | 'whole plan' | null>;
  /** What would have kept the verdicts of the last replay waiting; null if it was cancelled, or there was none. */
  details(job: DetailsJob): Promise<Details | null>;
  /** Prepares for a plan that may be judged soon; false where the update builds upon one that isn't known. */
  expect(job: Pick<ReplayJob, 'folder' | 'plan' | 'cancel'>): Promise<boolean>;
  /** Whether the files of a project look other than when they were read. */
  filesChanged(folder: string): Promise<boolean>;
  /** Lays a span out with the verdicts on it; null if no project has it. */
  spanPage(span: { readonly traceId: string; readonly spanId: string }): Promise<SpanPage | null>;
  /** Runs one test block of a rule file. */
  runTest(job: TestJob): Promise<TestOutcomeText>;
  /** Forgets projects that are gone. */
  keepProjects(folders: readonly string[]): Promise<void>;
}

export interface TestJob {
  readonly test: RuleTest;
  /** The rules that the test expects something of. */
  readonly plan: Plan;
  readonly folder: string;
  readonly assumeComplete: boolean;
  readonly schema: Project['schema'];
}

/** `TestRun` but for where things stand: that moves with every edit. */
export interface TestOutcomeText extends Omit<TestRun, 'failures'> {
  readonly failures: readonly FailedExpectation[];
}

export interface FailedExpectation extends Omit<TestFailure, 'uri' | 'range'> {
  readonly origin: Origin;
}

/**
 * What becomes of traces that were read before. `memory`: nothing else is judged, and nothing at all where rules ask for what was
 * not read. `trust`: they are taken as they are, and what is missing is read. `look`: they are taken if their files still look the
 * same. `read`: they are read again.
 */
export type FileCheck = 'memory' | 'trust' | 'look' | 'read';

export interface ReplayJob {
  readonly folder: string;
  readonly plan: PlanUpdate;
  /** Files, folders and globs below the folder; null for every trace file in it. */
  readonly traces: readonly string[] | null;
  /** Globs of what is not read. */
  readonly exclude: readonly string[];
  /** Folders below that are projects of their own. */
  readonly nested: readonly string[];
  readonly assumeComplete: boolean;
  /** What is known of the database, for rules that ask something of SQL texts. */
  readonly schema: Project['schema'];
  readonly files: FileCheck;
  /** Bytes that loaded traces may take. */
  readonly memory: number;
  /** Versions of what the asking side has already. */
  readonly known: readonly number[];
  /** One Int32; the asking side sets it to 1 to stop the replay. */
  readonly cancel: SharedArrayBuffer;
}

export type DetailsJob = Pick<ReplayJob, 'folder' | 'known' | 'cancel'>;

export interface Details {
  readonly marks: readonly (FileMarks | Kept)[];
}

/** What the asking side has already, by its version. */
export interface Kept {
  readonly kept: number;
}

/** A rule that is judged as it was, maybe in another place. */
export type KeptRule = Kept & Pick<RuleOutcome, 'ruleUri' | 'ruleLine'>;

/** A `ProjectOutcome` without what the asking side has already. */
export interface ReplayAnswer extends Omit<ProjectOutcome, 'rules' | 'marks' | 'inputs' | 'seen'> {
  readonly rules: readonly (RuleOutcome | KeptRule)[];
  /** null: `details` has them. */
  readonly marks: readonly (FileMarks | Kept)[] | null;
  readonly inputs: ProjectOutcome['inputs'] | Kept;
  readonly seen: Seen | Kept | null;
}

/** `RuleItem` but for where the rule stands: that moves with every edit. */
export type RuleOutcome = Omit<RuleItem, 'uri' | 'range' | 'project'> & {
  readonly ruleUri: string;
  /** 1-based, when it was judged. */
  readonly ruleLine: number;
  /** Names in the rule that nothing in the traces matched. */
  readonly unseen: readonly string[];
  readonly findings: readonly FindingItem[];
  /** Where the first `MAX_LINKS` of them that are violated or unproven stand; null: in no file that is shown as text. */
  readonly places: readonly (Place | null)[];
};

export interface ProjectOutcome {
  readonly folder: string;
  readonly traces: number;
  readonly spans: number;
  readonly incomplete: number;
  readonly problems: number;
  readonly rules: readonly RuleOutcome[];
  readonly inputs: readonly Omit<InputItem, 'project'>[];
  readonly marks: readonly FileMarks[];
  readonly seen: Seen | null;
  /** What `inputs` and `seen` are known by. */
  readonly versions: { readonly inputs: number; readonly seen: number };
}

/** What is to be shown inside one trace file. */
export interface FileMarks {
  /** Differs from that of everything else that was ever sent. */
  readonly version: number;
  readonly uri: string;
  /** At most `MAX_MARKS`, in the order of the file. */
  readonly marks: readonly Mark[];
  /** Verdicts that are in the file and not in `marks`. */
  readonly more: number;
  /** Some rule has verdicts that nobody listed, so `more` may be larger. */
  readonly atLeast: boolean;
  /** Some of those that can't be shown as text, for links to them. */
  readonly elsewhere: readonly FindingRef[];
}

export interface Mark extends FindingRef {
  readonly range: TextRange;
  /** Markdown. */
  readonly explanation: string;
}

export interface FindingRef {
  readonly ruleId: string;
  readonly verdict: FindingItem['verdict'];
  readonly severity: FindingItem['severity'];
  readonly message: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly location: SpanLocation;
}

export interface SpanPage {
  readonly text: string;
  /** Where in the text each verdict is laid out, 0-based. */
  readonly verdicts: readonly (FindingRef & { readonly line: number })[];
}

/** VS Code and people both stop coping with more in one file. */
export const MAX_MARKS = 1_000;
/** In all files; each may have as many as the others. */
export const MAX_ALL_MARKS = 5_000;
/** More than these follow once nobody types: somebody waits for the verdicts. */
export const MAX_MARKS_AT_ONCE = 200;
/** Verdicts of each kind that a rule lists for the worker; where all subjects of a large input fail, listing them takes longest. */
export const MAX_JUDGED = 20_000;
/** About as many of all rules together, since each takes some kilobytes. */
export const MAX_ALL_JUDGED = 40_000;
/** Listed findings of one rule; the rest is counted. */
export const MAX_FINDINGS = 1_000;
/** More links than these nobody follows from one diagnostic. */
export const MAX_LINKS = 20;

export type ToWorker = { readonly id: number; readonly method: keyof WorkerCalls; readonly params: unknown };

export type FromWorker =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly progress: Progress };

export interface Progress {
  readonly stage: 'reading' | 'judging';
  readonly message: string;
  /** 0 to 1 where known. */
  readonly fraction: number | null;
}
