import type { TimeColumn } from '../store/store';
import { grown } from './grown';

/** What is known of an interval's end. */
export const IntervalEnd = {
  /** It ended. */
  closed: 0,
  /** Nothing ended it: it outlasts the input. */
  open: 1,
  /** What may have ended it can't be known: its end is the latest that is possible. */
  unknown: 2,
} as const;

export type IntervalEndState = (typeof IntervalEnd)[keyof typeof IntervalEnd];

/** The intervals of one judgement, in the order in which their signals were found. */
export class Intervals {
  count = 0;
  /** The occurrence that each starts with: a span or an event. */
  from = new Uint32Array(16);
  state = new Uint8Array(16);
  private seconds = new Uint32Array(16);
  private nanoseconds = new Uint32Array(16);
  private ends: TimeColumn = { seconds: this.seconds, nanoseconds: this.nanoseconds };

  /** Its number among the intervals. */
  add(from: number, end: TimeColumn, endRow: number, state: IntervalEndState): number {
    if (this.count === this.from.length) this.grow();
    const interval = this.count++;
    this.from[interval] = from;
    this.state[interval] = state;
    this.seconds[interval] = end.seconds[endRow]!;
    this.nanoseconds[interval] = end.nanoseconds[endRow]!;
    return interval;
  }

  /** When each ends at the latest. Another object once more were added. */
  get end(): TimeColumn {
    if (this.ends.seconds !== this.seconds) this.ends = { seconds: this.seconds, nanoseconds: this.nanoseconds };
    return this.ends;
  }

  private grow(): void {
    const size = this.from.length * 2;
    this.from = grown(this.from, size);
    this.seconds = grown(this.seconds, size);
    this.nanoseconds = grown(this.nanoseconds, size);
    const state = new Uint8Array(size);
    state.set(this.state);
    this.state = state;
  }
}
