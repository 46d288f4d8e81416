import { Parent, type TraceStore } from '../../store/store';

export const NO_ROOT = -1;
export const SEVERAL_ROOTS = -2;

/** For each trace its only root's row, or one of the above. */
export function findRoots(store: TraceStore): Int32Array {
  const roots = new Int32Array(store.traces.count).fill(NO_ROOT);
  const { parent, trace, count } = store.spans;
  for (let row = 0; row < count; row++) {
    if (parent[row] !== Parent.none) continue;
    const t = trace[row]!;
    roots[t] = roots[t] === NO_ROOT ? row : SEVERAL_ROOTS;
  }
  return roots;
}

/** What stands for a trace as a whole: its only root, else its earliest span. */
export function rootOrEarliest(roots: Int32Array, { traces }: TraceStore, trace: number): number {
  const root = roots[trace]!;
  return root >= 0 ? root : traces.firstSpan[trace]!;
}
