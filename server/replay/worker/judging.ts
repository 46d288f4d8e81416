import { CancelledError, type JudgeOptions, judge } from '../../../engine';
import type { LoadedTraces, Problem } from '../../../traces/node';
import {
  type Details,
  type DetailsJob,
  type FileMarks,
  type Kept,
  MAX_ALL_JUDGED,
  MAX_FINDINGS,
  MAX_JUDGED,
  MAX_MARKS_AT_ONCE,
  type ProjectOutcome,
  type ReplayAnswer,
  type ReplayJob,
} from '../messages';
import { inputItems } from './input-items';
import { KnownPlaces } from './known-places';
import { type LookedThrough, planOf } from './known-plan';
import { Marks } from './marks';
import { ruleOutcomes } from './rule-outcomes';
import { type Judged, listsMore, type RuleVerdicts, VerdictCache } from './rule-verdicts';
import { see } from './see';
import { versionOf } from './versions';

const WARM_UP_MS = 400;

/** What is judged. */
export interface JudgedTraces extends LoadedTraces {
  /** Problems of finding the files. */
  readonly onTheWay: readonly Problem[];
}

type Options = Pick<JudgeOptions, 'sql' | 'assumeComplete'>;

/** What a project's rules said, told without what the asking side has already. */
export class Judging {
  readonly #verdicts = new VerdictCache();
  readonly #places = new KnownPlaces();
  readonly #marks = new Marks(this.#places);
  #rules: readonly RuleVerdicts[] = [];
  #last: { readonly plan: LookedThrough; readonly traces: JudgedTraces; readonly options: Options } | undefined;
  #inputs: { readonly of: LoadedTraces['inputs']; readonly items: ProjectOutcome['inputs'] } | undefined;

  /** What the rules said last. */
  get rules(): readonly RuleVerdicts[] {
    return this.#rules;
  }

  /** Judges the rules that changed; what takes long and can wait is left to `details`. @throws CancelledError */
  judge(
    job: ReplayJob,
    plan: LookedThrough,
    traces: JudgedTraces,
    options: Options,
    cancelled: () => boolean,
  ): ReplayAnswer {
    const judged = this.#verdicts.judge(plan, traces.store, { ...options, cancelled, mostListed: MAX_FINDINGS });
    this.#rules = judged.rules;
    this.#last = { plan, traces, options };
    const isWhole = !judged.rules.some((rule) => listsMore(rule, MAX_JUDGED));
    const marks = isWhole ? this.#marks.of(judged.rules, MAX_MARKS_AT_ONCE) : null;
    return this.#answer(job, traces, judged, marks);
  }

  /** Lists what was only counted, and marks it. null where nothing was judged. @throws CancelledError */
  details({ known }: DetailsJob, cancelled: () => boolean): Details | null {
    if (!this.#last) return null;
    const { plan, traces, options } = this.#last;
    const thorough = { ...options, cancelled, mostListed: MAX_JUDGED };
    this.#verdicts.listMore(plan, traces.store, thorough, MAX_ALL_JUDGED);
    this.#rules = this.#verdicts.judge(plan, traces.store, thorough).rules;
    const marks = this.#marks.of(this.#rules, Number.POSITIVE_INFINITY, cancelled);
    return marks && { marks: unlessKnown(marks, known) };
  }

  /**
   * Judges a while what was judged last, for nothing but that the engine's code is fast when somebody waits for it: what runs
   * for the first time is slow, and slower still on what was compiled for the plan before.
   */
  warmUp(cancelled: () => boolean): void {
    if (!this.#last) return;
    const { plan, traces, options } = this.#last;
    const until = performance.now() + WARM_UP_MS;
    const isOver = () => cancelled() || performance.now() > until;
    try {
      for (const rule of plan.rules) {
        // as another plan, which is what comes next
        const anew = structuredClone(planOf(plan, [rule]));
        judge(anew, traces.store, { ...options, cancelled: isOver, mostListed: MAX_FINDINGS });
      }
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  #answer(
    { folder, known }: ReplayJob,
    traces: JudgedTraces,
    { rules, ...totals }: Judged,
    marks: readonly FileMarks[] | null,
  ): ReplayAnswer {
    const { catalog, store } = traces;
    const inputs = this.#inputItems(traces);
    const versions = { inputs: versionOf(inputs), seen: catalog ? versionOf(catalog) : 0 };
    const isKnown = (version: number) => known.includes(version);
    return {
      folder,
      traces: totals.traces,
      spans: totals.spans,
      incomplete: totals.incomplete,
      problems: inputs.reduce((sum, { problems }) => sum + problems, 0),
      rules: ruleOutcomes(rules, new Set(known), this.#places),
      inputs: isKnown(versions.inputs) ? { kept: versions.inputs } : inputs,
      marks: marks && unlessKnown(marks, known),
      seen: isKnown(versions.seen) ? { kept: versions.seen } : catalog && see(catalog, store),
      versions,
    };
  }

  #inputItems(traces: JudgedTraces): ProjectOutcome['inputs'] {
    if (this.#inputs?.of !== traces.inputs) {
      this.#inputs = { of: traces.inputs, items: inputItems(traces, traces.onTheWay) };
    }
    return this.#inputs.items;
  }
}

function unlessKnown(marks: readonly FileMarks[], known: readonly number[]): (FileMarks | Kept)[] {
  const versions = new Set(known);
  return marks.map((file) => (versions.has(file.version) ? { kept: file.version } : file));
}
