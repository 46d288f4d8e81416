import { Parent, SpanFlag, TraceFlag } from '../../engine';
import type { ColumnsBuilder } from '../columns/builder';
import { ParentState } from '../columns/span-rows';
import type { Problem } from '../problem';
import { differingSpans } from './differing-spans';
import { breakCircles } from './parents';
import { contentComparison, locationComparison } from './span-content';
import { type RowComparison, sortRows } from './span-order';
import { SpanTable } from './span-table';
import { groupByTrace } from './trace-order';

const SERVER = 2;
const CONSUMER = 5;

/** Where every span goes, and what is above it. */
export interface SpanIndex {
  /** Numbers of `TraceIds`. */
  readonly traces: Uint32Array;
  readonly firstSpan: Uint32Array;
  readonly traceFlags: Uint8Array;
  /** Rows as read, in final order, each distinct span once. */
  readonly order: Uint32Array;
  readonly parent: Int32Array;
  readonly problems: readonly Problem[];
}

/** Goes through the spans trace by trace. */
export function indexSpans(builder: ColumnsBuilder): SpanIndex {
  const groups = groupByTrace(builder.spans.trace, builder.spans.count, builder.traceIds);
  const walk = new SpanIndexer(builder, groups.rows);
  const firstSpan = new Uint32Array(groups.count + 1);
  const traceFlags = new Uint8Array(groups.count);
  for (let trace = 0; trace < groups.count; trace++) {
    traceFlags[trace] = walk.addTrace(groups.first[trace]!, groups.first[trace + 1]!);
    firstSpan[trace + 1] = walk.count;
  }
  return {
    traces: groups.traces,
    firstSpan,
    traceFlags,
    order: groups.rows.subarray(0, walk.count),
    parent: walk.parent.subarray(0, walk.count),
    problems: walk.problems,
  };
}

class SpanIndexer {
  /** Spans kept so far; they take the front of `rows`, which is read further on. */
  count = 0;
  readonly parent: Int32Array;
  readonly problems: Problem[] = [];
  readonly #builder: ColumnsBuilder;
  readonly #rows: Uint32Array;
  readonly #table: SpanTable;
  readonly #content: RowComparison;
  readonly #compare: RowComparison;

  constructor(builder: ColumnsBuilder, rows: Uint32Array) {
    this.#builder = builder;
    this.#rows = rows;
    this.parent = new Int32Array(rows.length);
    this.#table = new SpanTable(rows, builder.spans.idHigh, builder.spans.idLow);
    this.#content = contentComparison(builder);
    this.#compare = startThenId(builder, this.#content, locationComparison(builder));
  }

  /** Takes the rows from `start` to `end - 1`, and gives the trace's flags. */
  addTrace(start: number, end: number): number {
    sortRows(this.#rows, start, end, this.#compare);
    const first = this.count;
    this.#keepDistinct(start, end);
    this.#enter(first);
    return this.#resolve(first) | this.#spanFlags(first);
  }

  /** Equal spans are neighbours now, the first in the input in front. */
  #keepDistinct(start: number, end: number): void {
    const { idHigh, idLow, flags } = this.#builder.spans;
    const rows = this.#rows;
    rows[this.count++] = rows[start]!;
    for (let i = start + 1; i < end; i++) {
      const row = rows[i]!;
      const before = rows[this.count - 1]!;
      const same =
        idLow[row] === idLow[before] &&
        idHigh[row] === idHigh[before] &&
        (flags[row]! & SpanFlag.irregularId) === 0 &&
        this.#sameStart(row, before) &&
        this.#content(row, before) === 0;
      if (!same) rows[this.count++] = row;
    }
  }

  #sameStart(a: number, b: number): boolean {
    const { startSeconds, startNanoseconds } = this.#builder.spans;
    return startNanoseconds[a] === startNanoseconds[b] && startSeconds[a] === startSeconds[b];
  }

  #enter(first: number): void {
    const flags = this.#builder.spans.flags;
    this.#table.reset(this.count - first);
    for (let place = first; place < this.count; place++) {
      const row = this.#rows[place]!;
      if ((flags[row]! & SpanFlag.irregularId) !== 0) continue;
      if (!this.#table.add(place)) this.problems.push(differingSpans(this.#builder, row));
    }
  }

  #resolve(first: number): number {
    let missing = false;
    let later = false;
    for (let place = first; place < this.count; place++) {
      const parent = this.#parentOf(this.#rows[place]!);
      this.parent[place] = parent;
      if (parent >= place) later = true;
      if (parent === Parent.missing) missing = true;
    }
    if (later && breakCircles(this.parent, first, this.count)) missing = true;
    return missing ? TraceFlag.missingParent : 0;
  }

  #parentOf(row: number): number {
    const { parentState, parentHigh, parentLow, kind } = this.#builder.spans;
    if (parentState[row] === ParentState.none) return Parent.none;
    if (parentState[row] === ParentState.named) {
      const place = this.#table.find(parentHigh[row]!, parentLow[row]!);
      if (place >= 0) return place;
    }
    return kind[row] === SERVER || kind[row] === CONSUMER ? Parent.none : Parent.missing;
  }

  #spanFlags(first: number): number {
    let union = 0;
    for (let place = first; place < this.count; place++) union |= this.#builder.spans.flags[this.#rows[place]!]!;
    let flags = 0;
    if ((union & SpanFlag.droppedEvents) !== 0) flags |= TraceFlag.droppedEvents;
    if ((union & SpanFlag.droppedLinks) !== 0) flags |= TraceFlag.droppedLinks;
    if ((union & SpanFlag.sampled) !== 0) flags |= TraceFlag.sampled;
    if ((union & SpanFlag.irregularId) !== 0) flags |= TraceFlag.missingParent;
    return flags;
  }
}

function startThenId(builder: ColumnsBuilder, content: RowComparison, location: RowComparison): RowComparison {
  const { startSeconds, startNanoseconds, idHigh, idLow } = builder.spans;
  return (a, b) =>
    startSeconds[a]! - startSeconds[b]! ||
    startNanoseconds[a]! - startNanoseconds[b]! ||
    idHigh[a]! - idHigh[b]! ||
    idLow[a]! - idLow[b]! ||
    content(a, b) ||
    location(a, b);
}
