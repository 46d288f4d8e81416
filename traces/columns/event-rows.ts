import { grownUint8, grownUint32 } from './growing';

/** Events in the order they were read; those of one span follow each other. */
export class EventRows {
  count = 0;
  name = new Uint32Array(0);
  seconds = new Uint32Array(0);
  nanoseconds = new Uint32Array(0);
  /** `EventFlag` bits. */
  flags = new Uint8Array(0);

  /** A new row, all fields 0. It counts at once; `count` can be set back. */
  add(): number {
    const row = this.count++;
    if (row >= this.name.length) this.#grow(row + 1);
    this.name[row] = 0;
    this.seconds[row] = 0;
    this.nanoseconds[row] = 0;
    this.flags[row] = 0;
    return row;
  }

  /** Room for so many rows more, whose fields are not 0. */
  reserve(rows: number): void {
    if (this.count + rows > this.name.length) this.#grow(this.count + rows);
  }

  #grow(length: number): void {
    this.name = grownUint32(this.name, length);
    this.seconds = grownUint32(this.seconds, length);
    this.nanoseconds = grownUint32(this.nanoseconds, length);
    this.flags = grownUint8(this.flags, this.name.length);
  }
}
