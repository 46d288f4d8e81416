import { grownUint32 } from './growing';

/** Links in the order they were read; those of one span follow each other. Ids are big-endian words. */
export class LinkRows {
  count = 0;
  /** Four words for each link. */
  traceId = new Uint32Array(0);
  /** Two words for each link. */
  spanId = new Uint32Array(0);

  /** A new row, all fields 0. It counts at once; `count` can be set back. */
  add(): number {
    const row = this.count++;
    if (row * 4 + 4 > this.traceId.length) {
      this.traceId = grownUint32(this.traceId, row * 4 + 4);
      this.spanId = grownUint32(this.spanId, this.traceId.length / 2);
    }
    this.traceId.fill(0, row * 4, row * 4 + 4);
    this.spanId.fill(0, row * 2, row * 2 + 2);
    return row;
  }
}
