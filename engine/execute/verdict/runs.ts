import type { Finding } from '../../report';
import { type Peak, peakOf } from '../finding/peak';
import type { GroupDomain } from '../group/domain';
import { compareMoments, type Moment, nanosecondsOf } from '../group/moment';
import type { Window } from '../group/windows';
import { startOf } from '../index/time';
import type { Outcome } from './outcome';
import type { RuleJudge } from './rule-judge';

/** The windows of one verdict that follow each other and overlap: one subject. */
interface WindowRun {
  readonly outcome: Exclude<Outcome, 'not applicable'>;
  /** Described in its first window; null for what held. */
  readonly finding: Finding | null;
  readonly start: bigint;
  end: Moment;
  peak: Peak | null;
}

/** Joins the windows of one group, given in the order of time, to runs. */
export class Runs {
  private current: WindowRun | null = null;

  constructor(
    private readonly judge: RuleJudge,
    private readonly group: GroupDomain,
    private readonly exercised: boolean,
  ) {}

  /** The group's domain still looks at the window. */
  add(outcome: Outcome, window: Window, cut: boolean): void {
    const { current } = this;
    const goes = current !== null && current.outcome === outcome && compareMoments(window.start, current.end) < 0;
    if (!goes) this.end();
    if (outcome === 'not applicable') return;
    this.current ??= this.begin(outcome, window, cut);
    this.current.end = window.end;
    if (outcome === 'violated') this.reach(this.current);
  }

  /** No window follows. */
  end(): void {
    if (this.current === null) return;
    const { outcome, finding, start, end, peak } = this.current;
    this.current = null;
    this.judge.tally.count(finding?.verdict ?? outcome, this.exercised);
    if (finding === null) return;
    const window = { start, end: nanosecondsOf(end) };
    this.judge.add({ ...finding, subject: { ...finding.subject, window }, peak: peak?.value ?? null });
  }

  private begin(outcome: WindowRun['outcome'], window: Window, cut: boolean): WindowRun {
    const start = shownStart(this.judge, this.group, window);
    const finding =
      outcome === 'held'
        ? null
        : this.judge.describe(outcome, {
            kind: 'group',
            occurrence: -1,
            window: { start, end: nanosecondsOf(window.end) },
            firstWindow: nanosecondsOf(window.start),
            cut,
          });
    return { outcome, finding, start, end: window.end, peak: null };
  }

  private reach(run: WindowRun): void {
    const { coverage } = this.judge;
    const peak = coverage === null ? peakOf(this.judge) : coverage.unrecorded(() => peakOf(this.judge));
    if (peak !== null && (run.peak === null || peak.distance > run.peak.distance)) run.peak = peak;
  }
}

/** A sliding window, and a run of them, begins at its earliest occurrence; a tumbling one at its boundary. */
export function shownStart({ rule, run }: RuleJudge, group: GroupDomain, window: Window): bigint {
  return rule.group!.window!.tumbling ? nanosecondsOf(window.start) : startOf(run.store, group.earliest());
}
