import { Parent, SpanFlag } from '../../engine';
import { ParentState, type SpanRows } from '../columns/span-rows';

/** Looking through the ids of so few spans is faster than a table. */
const MOST = 24;

const SERVER = 2;
const CONSUMER = 5;

/** What `SmallTraces.resolve` says of a trace that is not for it. */
export const NOT_PLAIN = -1;

/** Bits above those of `SpanFlag`. */
export const MISSING_PARENT = 1 << 8;
export const LATER_PARENT = 1 << 9;

/**
 * Most traces are small, and their spans regular, distinct and in order; their parents are found at a glance. Whatever
 * is not so is left to others, and nothing done.
 */
export class SmallTraces {
  readonly #spans: SpanRows;
  readonly #high = new Uint32Array(MOST);
  readonly #low = new Uint32Array(MOST);

  constructor(spans: SpanRows) {
    this.#spans = spans;
  }

  /**
   * Writes the parents of the spans in `rows` from `start` to `end - 1`, which stay where they are.
   * @param first the place of the first of them; parents are places
   * @returns all flags of the spans in one, with `MISSING_PARENT` or `LATER_PARENT`; or `NOT_PLAIN`
   */
  resolve(rows: Uint32Array, start: number, end: number, parents: Int32Array, first: number): number {
    const count = end - start;
    if (count > MOST || !this.#areInOrder(rows, start, end) || !this.#areDistinct(rows, start, count)) return NOT_PLAIN;
    const { parentState, parentHigh, parentLow, flags, kind } = this.#spans;
    const high = this.#high;
    const low = this.#low;
    let union = 0;
    let known = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[start + i]!;
      const state = parentState[row]!;
      union |= flags[row]!;
      let parent: number = Parent.none;
      if (state !== ParentState.none) {
        parent = Parent.missing;
        if (state === ParentState.named) {
          const wantedHigh = parentHigh[row]!;
          const wantedLow = parentLow[row]!;
          // children of one parent tend to follow each other
          let at = known;
          if (low[at] !== wantedLow || high[at] !== wantedHigh) {
            for (at = 0; at < count; at++) if (low[at] === wantedLow && high[at] === wantedHigh) break;
          }
          if (at < count) {
            known = at;
            parent = first + at;
            if (at >= i) union |= LATER_PARENT;
          }
        }
        if (parent === Parent.missing) {
          if (kind[row] === SERVER || kind[row] === CONSUMER) parent = Parent.none;
          else union |= MISSING_PARENT;
        }
      }
      parents[first + i] = parent;
    }
    return union;
  }

  /** Whether each starts behind the one before it; equal starts are left to who knows what comes then. */
  #areInOrder(rows: Uint32Array, start: number, end: number): boolean {
    const { startSeconds, startNanoseconds } = this.#spans;
    let seconds = -1;
    let nanoseconds = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const nextSeconds = startSeconds[row]!;
      const nextNanoseconds = startNanoseconds[row]!;
      if (nextSeconds < seconds || (nextSeconds === seconds && nextNanoseconds <= nanoseconds)) return false;
      seconds = nextSeconds;
      nanoseconds = nextNanoseconds;
    }
    return true;
  }

  /** Whether all ids are regular and differ; notes them. */
  #areDistinct(rows: Uint32Array, start: number, count: number): boolean {
    const { idHigh, idLow, flags } = this.#spans;
    const high = this.#high;
    const low = this.#low;
    let union = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[start + i]!;
      const idOfLow = idLow[row]!;
      const idOfHigh = idHigh[row]!;
      for (let k = 0; k < i; k++) if (low[k] === idOfLow && high[k] === idOfHigh) return false;
      low[i] = idOfLow;
      high[i] = idOfHigh;
      union |= flags[row]!;
    }
    return (union & SpanFlag.irregularId) === 0;
  }
}
