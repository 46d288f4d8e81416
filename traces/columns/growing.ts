/** A typed array of at least `length` elements that starts with the content of `array`; doubles when it grows. */
export function grownUint8(array: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(nextCapacity(array.length, length));
  grown.set(array);
  return grown;
}

export function grownUint32(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(nextCapacity(array.length, length));
  grown.set(array);
  return grown;
}

export function grownFloat64(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(nextCapacity(array.length, length));
  grown.set(array);
  return grown;
}

function nextCapacity(capacity: number, needed: number): number {
  return Math.max(16, capacity * 2, needed);
}
