import type { Tree } from '../index/tree';
import { type OccurrenceStore, spanOf } from '../occurrence';
import { hasMembers, type Members } from './members';

/** A signal's members by the nested-set number of their span, so that those below a span are neighbours. */
export interface NestedMembers {
  readonly rows: Uint32Array;
  /** `Tree.enter` of the span of each, ascending. */
  readonly enter: Uint32Array;
}

export function makeNested(store: OccurrenceStore, members: Members, tree: Tree): NestedMembers {
  return members.byTrace.intervals === null ? inDepth(store, members, tree) : sorted(store, members, tree);
}

/** Intervals stand on the span of what they start with, behind the span and its events. */
function sorted(store: OccurrenceStore, { rows }: Members, tree: Tree): NestedMembers {
  const enterOf = (row: number) => tree.enter[spanOf(store, row)]!;
  const ordered = rows.slice().sort((a, b) => enterOf(a) - enterOf(b) || a - b);
  return { rows: ordered, enter: ordered.map(enterOf) };
}

/** Goes through the traces that have members in depth-first order. */
function inDepth(store: OccurrenceStore, members: Members, tree: Tree): NestedMembers {
  const { byTrace, state } = members;
  const { spans, traces } = store;
  const rows = new Uint32Array(members.rows.length);
  const enter = new Uint32Array(members.rows.length);
  let count = 0;
  const add = (row: number, number: number) => {
    if (state[row] === 0) return;
    rows[count] = row;
    enter[count++] = number;
  };
  for (let trace = 0; trace < traces.count; trace++) {
    if (!hasMembers(byTrace, trace)) continue;
    for (let number = traces.firstSpan[trace]!; number < traces.firstSpan[trace + 1]!; number++) {
      const span = tree.order[number]!;
      add(span, number);
      const last = spans.firstEvent[span + 1]!;
      for (let event = spans.firstEvent[span]!; event < last; event++) add(spans.count + event, number);
    }
  }
  return { rows, enter };
}

/**
 * The first place at which `sorted` is at least `value`.
 * @param near where it may well be, which is found soon then
 */
export function lowerBound(sorted: Uint32Array, value: number, near = 0): number {
  let low = 0;
  let high = sorted.length;
  let step = 1;
  if (near < high && sorted[near]! < value) {
    for (low = near + 1; low + step < high && sorted[low + step]! < value; step *= 2) low += step + 1;
    high = Math.min(high, low + step + 1);
  } else {
    for (high = Math.min(near, high); high - step >= 0 && sorted[high - step]! >= value; step *= 2) high -= step;
    low = Math.max(0, high - step);
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
