import { Parent, SpanFlag, TraceFlag } from '../../engine';
import type { ColumnsBuilder } from '../columns/builder';
import { ParentState } from '../columns/span-rows';
import type { Problem } from '../problem';
import { differingSpans } from './differing-spans';
import { breakCircles } from './parents';
import { LATER_PARENT, MISSING_PARENT, NOT_PLAIN, SmallTraces } from './small-trace';
import { contentComparison, locationComparison } from './span-content';
import { type RowComparison, sortRows } from './span-order';
import { SpanTable } from './span-table';
import { groupByTrace, orderById } from './trace-order';

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
  /** Whether spans of one trace have the same id and start, whatever else they are. */
  readonly alike: boolean;
}

/** Goes through the spans trace by trace. */
export function indexSpans(builder: ColumnsBuilder): SpanIndex {
  const groups = groupByTrace(builder.spans.trace, builder.spans.count, builder.traceIds);
  const count = groups.traces.length;
  const walk = new SpanIndexer(builder, groups.rows);
  const first = new Uint32Array(count + 1);
  const flags = new Uint8Array(count);
  for (let group = 0; group < count; group++) {
    flags[group] = walk.addTrace(groups.first[group]!, groups.first[group + 1]!);
    first[group + 1] = walk.count;
  }
  const inOrder = orderById(builder.traceIds, groups.traces);
  const moved = moveTraces(groups.rows, walk.parent, first, inOrder);
  return {
    ...moved,
    traces: inOrder.map((group) => groups.traces[group]!),
    traceFlags: Uint8Array.from(inOrder, (group) => flags[group]!),
    problems: walk.problems,
    alike: walk.alike,
  };
}

/** Puts whole traces into another order. @param first where each begins in `rows` and `parent` */
function moveTraces(
  rows: Uint32Array,
  parent: Int32Array,
  first: Uint32Array,
  groups: Uint32Array,
): Pick<SpanIndex, 'order' | 'parent' | 'firstSpan'> {
  const order = new Uint32Array(first[groups.length]!);
  const parents = new Int32Array(order.length);
  const firstSpan = new Uint32Array(groups.length + 1);
  let place = 0;
  for (let i = 0; i < groups.length; i++) {
    const from = first[groups[i]!]!;
    const to = first[groups[i]! + 1]!;
    const shift = place - from;
    for (let at = from; at < to; at++, place++) {
      order[place] = rows[at]!;
      const above = parent[at]!;
      parents[place] = above < 0 ? above : above + shift;
    }
    firstSpan[i + 1] = place;
  }
  return { order, parent: parents, firstSpan };
}

class SpanIndexer {
  /** Spans kept so far; they take the front of `rows`, which is read further on. */
  count = 0;
  readonly parent: Int32Array;
  readonly problems: Problem[] = [];
  alike = false;
  readonly #builder: ColumnsBuilder;
  readonly #rows: Uint32Array;
  readonly #small: SmallTraces;
  readonly #table: SpanTable;
  readonly #content: RowComparison;
  readonly #compare: RowComparison;

  constructor(builder: ColumnsBuilder, rows: Uint32Array) {
    this.#builder = builder;
    this.#rows = rows;
    this.parent = new Int32Array(rows.length);
    this.#small = new SmallTraces(builder.spans);
    this.#table = new SpanTable(rows, builder.spans.idHigh, builder.spans.idLow);
    this.#content = contentComparison(builder);
    this.#compare = startThenId(builder, this.#content, locationComparison(builder));
  }

  /** Takes the rows from `start` to `end - 1`, and gives the trace's flags. */
  addTrace(start: number, end: number): number {
    const first = this.count;
    const plain = this.#small.resolve(this.#rows, start, end, this.parent, first);
    if (plain !== NOT_PLAIN) return this.#keepPlain(start, end, plain);
    sortRows(this.#rows, start, end, this.#compare);
    this.#keepDistinct(start, end);
    this.#enter(first);
    return this.#resolve(first) | this.#spanFlags(first);
  }

  #keepPlain(start: number, end: number, found: number): number {
    const first = this.count;
    if (start !== first) this.#rows.copyWithin(first, start, end);
    this.count += end - start;
    const circle = (found & LATER_PARENT) !== 0 && breakCircles(this.parent, first, this.count);
    return traceFlags(found) | (circle || (found & MISSING_PARENT) !== 0 ? TraceFlag.missingParent : 0);
  }

  /** Equal spans are neighbours now, the first in the input in front. */
  #keepDistinct(start: number, end: number): void {
    const { idHigh, idLow, flags } = this.#builder.spans;
    const rows = this.#rows;
    rows[this.count++] = rows[start]!;
    for (let i = start + 1; i < end; i++) {
      const row = rows[i]!;
      const before = rows[this.count - 1]!;
      const alike = idLow[row] === idLow[before] && idHigh[row] === idHigh[before] && this.#sameStart(row, before);
      this.alike ||= alike;
      const same = alike && (flags[row]! & SpanFlag.irregularId) === 0 && this.#content(row, before) === 0;
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
    return traceFlags(union);
  }
}

/** @param union all flags of a trace's spans in one */
function traceFlags(union: number): number {
  let flags = 0;
  if ((union & SpanFlag.droppedEvents) !== 0) flags |= TraceFlag.droppedEvents;
  if ((union & SpanFlag.droppedLinks) !== 0) flags |= TraceFlag.droppedLinks;
  if ((union & SpanFlag.sampled) !== 0) flags |= TraceFlag.sampled;
  if ((union & SpanFlag.irregularId) !== 0) flags |= TraceFlag.missingParent;
  return flags;
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
