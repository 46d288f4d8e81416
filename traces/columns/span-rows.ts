import { grownFloat64, grownUint8, grownUint32 } from './growing';

/** Values of `SpanRows.parentState`. */
export const ParentState = { none: 0, named: 1, irregular: 2 } as const;

/** Columns that are no codes and no numbers of something else: wherever a span is copied to, they say the same. */
export const PLAIN_WORDS = [
  'idHigh',
  'idLow',
  'parentHigh',
  'parentLow',
  'startSeconds',
  'startNanoseconds',
  'endSeconds',
  'endNanoseconds',
  'line',
] as const;
export const PLAIN_OCTETS = ['parentState', 'kind', 'status', 'flags'] as const;

/**
 * Spans in the order they were read. A reader begins a row, fills its fields (they start at 0) and commits it, or
 * begins it anew: what is not committed is overwritten (`ColumnsBuilder.beginSpan` and its like do it). Fields are written directly, this is the innermost loop.
 */
export class SpanRows {
  count = 0;
  /** A number of `TraceIds`. */
  trace = new Uint32Array(0);
  idHigh = new Uint32Array(0);
  idLow = new Uint32Array(0);
  parentHigh = new Uint32Array(0);
  parentLow = new Uint32Array(0);
  parentState = new Uint8Array(0);
  name = new Uint32Array(0);
  kind = new Uint8Array(0);
  status = new Uint8Array(0);
  statusMessage = new Uint32Array(0);
  startSeconds = new Uint32Array(0);
  startNanoseconds = new Uint32Array(0);
  endSeconds = new Uint32Array(0);
  endNanoseconds = new Uint32Array(0);
  /** Numbers that `SharedRows.open` gave out. */
  resource = new Uint32Array(0);
  instrumentation = new Uint32Array(0);
  flags = new Uint8Array(0);
  /** The number of events and links read before this span. */
  firstEvent = new Uint32Array(0);
  firstLink = new Uint32Array(0);
  file = new Uint32Array(0);
  offset = new Float64Array(0);
  line = new Uint32Array(0);
  #capacity = 0;

  /** The row to fill, all fields 0. */
  begin(): number {
    const row = this.count;
    if (row >= this.#capacity) this.#grow(row + 1);
    this.trace[row] = 0;
    this.idHigh[row] = 0;
    this.idLow[row] = 0;
    this.parentHigh[row] = 0;
    this.parentLow[row] = 0;
    this.parentState[row] = ParentState.none;
    this.name[row] = 0;
    this.kind[row] = 0;
    this.status[row] = 0;
    this.statusMessage[row] = 0;
    this.startSeconds[row] = 0;
    this.startNanoseconds[row] = 0;
    this.endSeconds[row] = 0;
    this.endNanoseconds[row] = 0;
    this.flags[row] = 0;
    return row;
  }

  commit(): void {
    this.count++;
  }

  /** Room for so many rows more, whose fields are not 0. */
  reserve(rows: number): void {
    if (this.count + rows > this.#capacity) this.#grow(this.count + rows);
  }

  #grow(length: number): void {
    this.trace = grownUint32(this.trace, length);
    this.idHigh = grownUint32(this.idHigh, length);
    this.idLow = grownUint32(this.idLow, length);
    this.parentHigh = grownUint32(this.parentHigh, length);
    this.parentLow = grownUint32(this.parentLow, length);
    this.parentState = grownUint8(this.parentState, length);
    this.name = grownUint32(this.name, length);
    this.kind = grownUint8(this.kind, length);
    this.status = grownUint8(this.status, length);
    this.statusMessage = grownUint32(this.statusMessage, length);
    this.startSeconds = grownUint32(this.startSeconds, length);
    this.startNanoseconds = grownUint32(this.startNanoseconds, length);
    this.endSeconds = grownUint32(this.endSeconds, length);
    this.endNanoseconds = grownUint32(this.endNanoseconds, length);
    this.resource = grownUint32(this.resource, length);
    this.instrumentation = grownUint32(this.instrumentation, length);
    this.flags = grownUint8(this.flags, length);
    this.firstEvent = grownUint32(this.firstEvent, length);
    this.firstLink = grownUint32(this.firstLink, length);
    this.file = grownUint32(this.file, length);
    this.offset = grownFloat64(this.offset, length);
    this.line = grownUint32(this.line, length);
    this.#capacity = this.trace.length;
  }
}
