import type { ColumnsBuilder } from '../columns/builder';

/** Rows of a builder that follow each other in the input, too. */
export interface RowRun {
  readonly first: number;
  readonly count: number;
}

/** A builder's rows as they stand in the input, whatever the order in which its parts were read: run by run. */
export interface InputOrder {
  readonly spans: readonly RowRun[];
  readonly events: readonly RowRun[];
  readonly links: readonly RowRun[];
}

/** @param runs of spans, all of them, in the order of the input; the builder must not have been built */
export function inputOrder({ spans, events, links }: ColumnsBuilder, runs: readonly RowRun[]): InputOrder {
  const children = (firstChild: Uint32Array, total: number) =>
    runs.map(({ first, count }) => {
      const at = (row: number) => (row < spans.count ? firstChild[row]! : total);
      return { first: at(first), count: at(first + count) - at(first) };
    });
  return {
    spans: runs,
    events: children(spans.firstEvent, events.count),
    links: children(spans.firstLink, links.count),
  };
}

/** For each row of one builder that of another with the same input; null if it isn't as many. */
export function rowsElsewhere(here: readonly RowRun[], there: readonly RowRun[]): Uint32Array | null {
  const count = countOf(here);
  if (count !== countOf(there)) return null;
  const rows = new Uint32Array(count);
  let run = 0;
  let passed = 0;
  for (const { first, count: length } of here) {
    for (let row = first; row < first + length; row++, passed++) {
      while (passed === there[run]!.count) {
        run++;
        passed = 0;
      }
      rows[row] = there[run]!.first + passed;
    }
  }
  return rows;
}

function countOf(runs: readonly RowRun[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}
