import { Parent } from '../../engine';

/**
 * Breaks circles among the spans `first` to `end - 1` of one trace: of each circle the earliest span loses its
 * parent. A circle needs a parent that comes no earlier than its child, which is rare: only then this is called.
 * @returns whether there was a circle
 */
export function breakCircles(parent: Int32Array, first: number, end: number): boolean {
  /** The walk that passed a span, plus one. */
  const passed = new Uint32Array(end - first);
  let broken = false;
  for (let span = first; span < end; span++) {
    const walk = span - first + 1;
    let at = span;
    while (at >= 0 && passed[at - first] === 0) {
      passed[at - first] = walk;
      at = parent[at]!;
    }
    if (at >= 0 && passed[at - first] === walk) {
      parent[earliest(parent, at)] = Parent.missing;
      broken = true;
    }
  }
  return broken;
}

/** The first row of the circle that `span` is on. */
function earliest(parent: Int32Array, span: number): number {
  let first = span;
  for (let at = parent[span]!; at !== span; at = parent[at]!) first = Math.min(first, at);
  return first;
}
