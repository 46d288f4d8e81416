import type { GroupPlan } from '../../plan/plan';
import type { GroupDomain } from './domain';
import { compareMoments, firstAfter, type Moment, minus, momentAt, momentOf, nanosecondsOf } from './moment';

/** The part of a group that lies in one window of event time. */
export interface Window {
  /** Sliding: the last instant in it. Tumbling: the first instant after it. */
  readonly end: Moment;
  /** The window's length before its end. */
  readonly start: Moment;
  /** Begins before the earliest span, so that data may be missing. */
  readonly cut: boolean;
}

/** Makes a group's domain look at one window after another. */
export class Windows {
  private readonly size: Moment;
  private readonly earliest: Moment;

  constructor(
    private readonly window: NonNullable<GroupPlan['window']>,
    private readonly group: GroupDomain,
    earliest: bigint,
  ) {
    this.size = momentOf(window.nanoseconds);
    this.earliest = momentOf(earliest);
  }

  /** The windows of a group in the order of time: those that end at a start, or the tumbling ones with a member. */
  *of(group: number): Generator<Window> {
    let next = this.startAfter(group, null);
    while (next !== null) {
      const window = this.lookAt(group, next);
      yield window;
      next = this.startAfter(group, window.end);
    }
  }

  /** Looks at the window that ends at a moment or, tumbling, that the moment lies in. */
  lookAt(group: number, moment: Moment): Window {
    const { tumbling, nanoseconds } = this.window;
    const end = tumbling ? momentOf((nanosecondsOf(moment) / nanoseconds + 1n) * nanoseconds) : moment;
    const start = minus(end, this.size);
    this.group.group = group;
    this.group.lists.forEach((list, i) => {
      const first = list.first[group]!;
      const last = list.first[group + 1]!;
      this.group.from[i] = firstAfter(list, first, last, start, tumbling);
      this.group.to[i] = firstAfter(list, this.group.from[i]!, last, end, tumbling);
    });
    return { start, end, cut: compareMoments(start, this.earliest) < 0 };
  }

  /** The first start in a group that no window up to `end` holds; null if there is none. */
  private startAfter(group: number, end: Moment | null): Moment | null {
    let next: Moment | null = null;
    this.group.lists.forEach((list, i) => {
      const at = end === null ? list.first[group]! : this.group.to[i]!;
      if (at >= list.first[group + 1]!) return;
      const start = momentAt(list, at);
      if (next === null || compareMoments(start, next) < 0) next = start;
    });
    return next;
  }
}
