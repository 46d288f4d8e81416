type AnyTypedArray = Uint8Array | Uint32Array | Float64Array;

/**
 * Memory that two threads see: what one puts there the other reads in place, and nothing is left for a garbage collector.
 * One message at a time: the next one overwrites it.
 */
export class SharedArena {
  #buffer = new SharedArrayBuffer(0);
  #used = 0;

  /** The same data with all its typed arrays in shared memory. */
  share<T>(data: T): T {
    const length = lengthOf(data);
    if (length > this.#buffer.byteLength) this.#buffer = new SharedArrayBuffer(Math.ceil(length * 1.25));
    this.#used = 0;
    return this.#copy(data) as T;
  }

  #copy(data: unknown): unknown {
    if (ArrayBuffer.isView(data)) return this.#copyArray(data as AnyTypedArray);
    if (Array.isArray(data)) return data.map((item) => this.#copy(item));
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, this.#copy(item)]));
  }

  #copyArray(array: AnyTypedArray): AnyTypedArray {
    const start = this.#used;
    this.#used += aligned(array.byteLength);
    const Type = array.constructor as new (buffer: SharedArrayBuffer, start: number, length: number) => AnyTypedArray;
    const copy = new Type(this.#buffer, start, array.length);
    copy.set(array);
    return copy;
  }
}

function lengthOf(data: unknown): number {
  if (ArrayBuffer.isView(data)) return aligned(data.byteLength);
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, item) => sum + lengthOf(item), 0);
}

/** Every kind of array may begin at such a length. */
function aligned(length: number): number {
  return (length + 7) & ~7;
}
