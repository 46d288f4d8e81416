/** Insertion sort up to this many spans: traces are small, and their spans nearly in order. */
const SMALL = 24;

export type RowComparison = (a: number, b: number) => number;

/** Sorts `rows[start]` to `rows[end - 1]` in place. */
export function sortRows(rows: Uint32Array, start: number, end: number, compare: RowComparison): void {
  if (end - start > SMALL) {
    if (!isSorted(rows, start, end, compare)) rows.subarray(start, end).sort(compare);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const row = rows[i]!;
    let at = i;
    for (; at > start && compare(rows[at - 1]!, row) > 0; at--) rows[at] = rows[at - 1]!;
    rows[at] = row;
  }
}

function isSorted(rows: Uint32Array, start: number, end: number, compare: RowComparison): boolean {
  for (let i = start + 1; i < end; i++) {
    if (compare(rows[i - 1]!, rows[i]!) > 0) return false;
  }
  return true;
}
