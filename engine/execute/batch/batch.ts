import type { Slot } from '../../plan/value';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { BATCH_SIZE } from './sizes';

/**
 * Frames that are evaluated at once, a column for each slot: one operator after another goes through all of them, in one loop, instead of all
 * operators through one of them. What can't do that asks each frame alone, by way of `load`.
 */
export class Batch {
  count = 0;
  /** The trace that is searched; -1 for none. */
  readonly traces = new Int32Array(BATCH_SIZE);
  /** 1 where absence is no evidence. */
  readonly open = new Uint8Array(BATCH_SIZE);
  private readonly columns: (Int32Array | undefined)[] = [];
  private readonly slots: Slot[] = [];
  private readonly spanColumns: (SpanColumn | undefined)[] = [];
  /** Changes with what is in the batch. */
  private version = 0;

  constructor(readonly scope: Scope) {}

  /** The occurrence in a slot of each frame: never an interval where somebody asks for columns. */
  column(slot: Slot): Int32Array {
    return this.columns[slot] ?? this.addColumn(slot);
  }

  private addColumn(slot: Slot): Int32Array {
    const column = new Int32Array(BATCH_SIZE).fill(this.scope.bound[slot]!);
    this.columns[slot] = column;
    this.slots.push(slot);
    return column;
  }

  /** The span of each: the occurrence itself or the span that an event belongs to. Not to be written to. */
  spans(slot: Slot): Int32Array {
    const known = this.spanColumns[slot];
    if (known?.version === this.version) return known.spans;
    const spans = this.findSpans(slot, known);
    this.spanColumns[slot] = { spans, version: this.version };
    return spans;
  }

  /** Whether there is no event in a slot. */
  onSpans(slot: Slot): boolean {
    return this.spans(slot) === this.columns[slot];
  }

  private findSpans(slot: Slot, known: SpanColumn | undefined): Int32Array {
    const { store } = this.scope.run;
    const column = this.column(slot);
    let i = 0;
    while (i < this.count && column[i]! < store.spans.count) i++;
    if (i === this.count) return column;
    const spans = known === undefined || known.spans === column ? new Int32Array(BATCH_SIZE) : known.spans;
    for (let j = 0; j < this.count; j++) spans[j] = spanOf(store, column[j]!);
    return spans;
  }

  /** Begins anew, with no frame. */
  clear(): void {
    this.count = 0;
    this.version++;
  }

  /**
   * Goes through ascending occurrences, as many at once as a batch holds, with `visit` called for each filling; `from` is the place of its first.
   * Traces and openness are left to who asks for them.
   * @throws CancelledError
   */
  goThrough(slot: Slot, rows: Uint32Array, visit: (from: number) => void): void {
    for (let from = 0; from < rows.length; from += BATCH_SIZE) {
      this.scope.run.cancellation.step(BATCH_SIZE);
      this.fill(slot, rows, from, Math.min(from + BATCH_SIZE, rows.length));
      visit(from);
    }
  }

  private fill(slot: Slot, rows: Uint32Array, from: number, to: number): void {
    const spans = this.column(slot);
    spans.set(rows.subarray(from, to));
    this.count = to - from;
    this.version++;
    if (rows[to - 1]! < this.scope.run.store.spans.count) this.spanColumns[slot] = { spans, version: this.version };
  }

  /** Adds a frame of another batch, with an occurrence in one more slot. */
  add(of: Batch, place: number, slot: Slot, occurrence: number): void {
    const at = this.count++;
    for (const other of of.slots) this.column(other)[at] = of.columns[other]![place]!;
    this.column(slot)[at] = occurrence;
    this.traces[at] = of.traces[place]!;
    this.open[at] = of.open[place]!;
  }

  /** Keeps the frames that have at least so much in `values`, which is as long as the batch and itself left alone. */
  keep(values: Uint8Array, least: number): void {
    const { count } = this;
    let kept = 0;
    while (kept < count && values[kept]! >= least) kept++;
    if (kept === count) return;
    for (const slot of this.slots) compact(this.columns[slot]!, values, least, kept, count);
    compact(this.traces, values, least, kept, count);
    this.count = compact(this.open, values, least, kept, count);
    this.version++;
  }

  /** Puts a frame where those who are asked alone look. */
  load(place: number): void {
    const { scope, slots, columns } = this;
    for (let i = 0; i < slots.length; i++) scope.bind(slots[i]!, columns[slots[i]!]![place]!);
    scope.subject.trace = this.traces[place]!;
    scope.subject.open = this.open[place] === 1;
  }
}

interface SpanColumn {
  readonly spans: Int32Array;
  readonly version: number;
}

/** Moves what has at least so much in `values`, of `from` to `to`, behind each other and says where it ends. */
export function compact(
  column: Int32Array | Uint8Array,
  values: Uint8Array,
  least: number,
  from: number,
  to: number,
): number {
  let kept = from;
  for (let i = from; i < to; i++) if (values[i]! >= least) column[kept++] = column[i]!;
  return kept;
}
