import type { MemberList } from './domain';

/** An instant without a bigint: whole seconds since the epoch, which may be negative, and nanoseconds. */
export interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

const NANOSECONDS = 1_000_000_000n;

export function momentOf(nanoseconds: bigint): Moment {
  const rest = ((nanoseconds % NANOSECONDS) + NANOSECONDS) % NANOSECONDS;
  return { seconds: Number((nanoseconds - rest) / NANOSECONDS), nanoseconds: Number(rest) };
}

export function nanosecondsOf({ seconds, nanoseconds }: Moment): bigint {
  return BigInt(seconds) * NANOSECONDS + BigInt(nanoseconds);
}

export function minus(a: Moment, b: Moment): Moment {
  const nanoseconds = a.nanoseconds - b.nanoseconds;
  const borrow = nanoseconds < 0 ? 1 : 0;
  return { seconds: a.seconds - b.seconds - borrow, nanoseconds: nanoseconds + borrow * 1e9 };
}

export function compareMoments(a: Moment, b: Moment): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

export function momentAt({ starts }: MemberList, index: number): Moment {
  return { seconds: starts.seconds[index]!, nanoseconds: starts.nanoseconds[index]! };
}

/** The first place from `from` to `to` whose start is after the moment, or at it where `inclusive`. */
export function firstAfter(list: MemberList, from: number, to: number, moment: Moment, inclusive: boolean): number {
  const { seconds, nanoseconds } = list.starts;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = seconds[middle]! - moment.seconds || nanoseconds[middle]! - moment.nanoseconds;
    if (order > 0 || (inclusive && order === 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
