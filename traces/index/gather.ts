/** An array that short is made faster than a view of another. */
const SHORT = 16;

/** `column[order[0]], column[order[1]] …` */
export function gatherUint32(column: Uint32Array, order: Uint32Array): Uint32Array {
  return gatherInto(new Uint32Array(order.length), column, order);
}

function gatherInto(gathered: Uint32Array, column: Uint32Array, order: Uint32Array): Uint32Array {
  for (let i = 0; i < order.length; i++) gathered[i] = column[order[i]!]!;
  return gathered;
}

/** Puts columns in order, each into the memory of one that is done with: few exist twice. */
export class ColumnOrder {
  readonly order: Uint32Array;
  readonly #free: Uint32Array[] = [];

  constructor(order: Uint32Array) {
    this.order = order;
  }

  /** Hands in what nobody needs any more. */
  release(...columns: readonly Uint32Array[]): void {
    for (const column of columns) if (column.length >= this.order.length) this.#free.push(column);
  }

  /** Keeps nothing for later. */
  forget(): void {
    this.#free.length = 0;
  }

  /** An array for one entry for each row, whatever is in it. */
  room(): Uint32Array {
    const { length } = this.order;
    const free = length > SHORT ? this.#free.pop() : undefined;
    return free?.subarray(0, length) ?? new Uint32Array(length);
  }

  /** The column in order; the one given is not to be used again. */
  take(column: Uint32Array): Uint32Array {
    const gathered = gatherInto(this.room(), column, this.order);
    this.release(column);
    return gathered;
  }
}

export function gatherUint8(column: Uint8Array, order: Uint32Array): Uint8Array {
  const gathered = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = column[order[i]!]!;
  return gathered;
}

export function gatherFloat64(column: Float64Array, order: Uint32Array): Float64Array {
  const gathered = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = column[order[i]!]!;
  return gathered;
}

/** Ids of `words.length` big-endian words each, as bytes. */
export function gatherIds(words: readonly Uint32Array[], order: Uint32Array): Uint8Array {
  const size = words.length;
  const bytes = new Uint8Array(order.length * size * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((column, word) => {
    for (let i = 0, at = word * 4; i < order.length; i++, at += size * 4) view.setUint32(at, column[order[i]!]!);
  });
  return bytes;
}

/** The same for ids that lie word by word in one array. */
export function gatherWords(words: Uint32Array, size: number, order: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(order.length * size * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < order.length; i++) {
    for (let word = 0; word < size; word++) {
      view.setUint32((i * size + word) * 4, words[order[i]! * size + word]!);
    }
  }
  return bytes;
}
