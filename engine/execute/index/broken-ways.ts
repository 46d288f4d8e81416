import { Parent, type SpanColumns } from '../../store/store';
import type { Tree } from './tree';

/** 1 for each span whose way up to a root is broken by a missing parent. */
export function findBrokenWays({ parent, count }: SpanColumns, { order }: Tree): Uint8Array {
  const broken = new Uint8Array(count);
  for (const row of order) {
    const above = parent[row]!;
    broken[row] = above >= 0 ? broken[above]! : above === Parent.missing ? 1 : 0;
  }
  return broken;
}
