import { type Batch, compact } from '../batch/batch';
import { type BatchTest, batchTestOf, eachAlone, mapResults, Results } from '../batch/batch-test';
import { lowestOf } from '../batch/logic';
import { FALSE, not, TRUE } from '../kleene';
import { searchesIn } from '../plan-walk';
import { INCOMPLETE_TRACE } from '../selection';
import type { ListedOutcome, MadeObligation } from './outcome';
import type { RuleJudge, SubjectAtHand } from './rule-judge';

/** Where the subjects of a rule are, and what is said of the one in a frame. */
export interface Subjects {
  /** The trace of the subject in a frame. */
  traceOf(place: number): number;
  at(place: number): SubjectAtHand;
}

/** Judges subjects that are traces or lie in one, a batch of them at once. */
export class BatchJudge {
  private readonly trigger: BatchTest | null;
  private readonly obligations: BatchTest;
  /** Whether anything is searched: only then it matters which trace a subject is in, and whether it is whole. */
  private readonly searches: boolean;
  private readonly triggered = new Results();
  private readonly certain = new Results();

  /** @param columns whether conditions may ask for columns: not where there are intervals among the subjects */
  constructor(
    private readonly judge: RuleJudge,
    private readonly batch: Batch,
    private readonly subjects: Subjects,
    columns: boolean,
  ) {
    const testOf = columns ? batchTestOf : eachAlone;
    const parts = judge.obligations.map((obligation) => testOf(isMet(obligation)));
    this.trigger = judge.trigger === null ? null : testOf(judge.trigger);
    this.obligations = parts.length === 1 ? parts[0]! : lowestOf(parts);
    const { each, trigger, obligations } = judge.rule;
    this.searches = searchesIn([each?.source, trigger, obligations]);
  }

  /**
   * Counts and lists the subjects in the batch. What is no subject leaves it.
   * @param match how sure each is a match of `each`; null where all are
   */
  take(match: BatchTest | null): void {
    const { batch, judge } = this;
    if (this.searches || judge.exercisingTraces !== null) this.findTraces();
    batch.open.fill(0, 0, batch.count);
    const triggered = this.findTriggered(match === null ? null : match(batch, null));
    if (batch.count === 0) return;
    if (this.searches) this.markOpen();
    const certain = triggered === null ? null : this.findCertain(triggered);
    const lowest = this.obligations(batch, certain);
    if (certain === null && judge.exercisingTraces === null && this.countHeld(lowest) === batch.count) return;
    this.count(certain, lowest, judge.exercisingTraces !== null || certain !== null);
  }

  private findTraces(): void {
    const { batch, subjects } = this;
    for (let i = 0; i < batch.count; i++) batch.traces[i] = subjects.traceOf(i);
  }

  /** How surely each is a subject, of those that may be one; null where all are. */
  private findTriggered(matches: Uint8Array | null): Uint8Array | null {
    const { batch, trigger } = this;
    const triggered = this.triggered.array;
    if (matches !== null) {
      triggered.set(matches);
      keep(batch, triggered);
    }
    if (trigger === null || batch.count === 0) return matches === null ? null : triggered;
    const values = trigger(batch, null);
    for (let i = 0; i < batch.count; i++) {
      if (matches === null || values[i]! < triggered[i]!) triggered[i] = values[i]!;
    }
    keep(batch, triggered);
    return triggered;
  }

  private markOpen(): void {
    const { open, count, traces } = this.batch;
    for (let i = 0; i < count; i++) open[i] = this.isOpen(traces[i]!) ? 1 : 0;
  }

  private isOpen(trace: number): boolean {
    const { assumesComplete, run } = this.judge;
    return !assumesComplete && (run.store.traces.flags[trace]! & INCOMPLETE_TRACE) !== 0;
  }

  /** Marks the certain subjects; null where all are. */
  private findCertain(triggered: Uint8Array): Uint8Array | null {
    const certain = this.certain.array;
    const { count } = this.batch;
    let marked = 0;
    for (let i = 0; i < count; i++) {
      certain[i] = triggered[i] === TRUE ? 1 : 0;
      marked += certain[i]!;
    }
    return marked === count ? null : certain;
  }

  /** What nearly all subjects do. */
  private countHeld(lowest: Uint8Array): number {
    const { count } = this.batch;
    let held = 0;
    for (let i = 0; i < count; i++) if (lowest[i] === TRUE) held++;
    this.judge.tally.addHeld(held);
    return held;
  }

  private count(certain: Uint8Array | null, lowest: Uint8Array, countsHeld: boolean): void {
    const { exercisingTraces, tally } = this.judge;
    const { traces, count } = this.batch;
    for (let i = 0; i < count; i++) {
      const isCertain = certain === null || certain[i] === 1;
      const isHeld = isCertain && lowest[i] === TRUE;
      if (isHeld && !countsHeld) continue;
      const exercised = exercisingTraces === null || exercisingTraces[traces[i]!] === 1;
      if (isHeld) tally.countHeld(exercised);
      else this.list(i, outcomeOf(isCertain, lowest[i]!), exercised);
    }
  }

  private list(place: number, outcome: ListedOutcome, exercised: boolean): void {
    const { judge, batch, subjects } = this;
    if (!judge.wants(outcome)) {
      judge.tally.count(outcome, exercised);
      return;
    }
    const trace = subjects.traceOf(place);
    batch.traces[place] = trace;
    batch.open[place] = outcome !== 'indeterminate' && this.isOpen(trace) ? 1 : 0;
    batch.load(place);
    judge.list(outcome, exercised, subjects.at(place));
  }
}

function isMet({ plan, condition }: MadeObligation): MadeObligation['condition'] {
  return plan.kind === 'always' ? condition : mapResults(() => not(condition()), condition, not);
}

function outcomeOf(isCertain: boolean, lowest: number): ListedOutcome {
  if (!isCertain) return 'indeterminate';
  return lowest === FALSE ? 'violated' : 'unproven';
}

/** Both the batch and the column that says what stays. */
function keep(batch: Batch, wanted: Uint8Array): void {
  const { count } = batch;
  batch.keep(wanted, 1);
  if (batch.count < count) compact(wanted, wanted, 1, 0, count);
}
