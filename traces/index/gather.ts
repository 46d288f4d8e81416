/** `column[order[0]], column[order[1]] …` */
export function gatherUint32(column: Uint32Array, order: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = column[order[i]!]!;
  return gathered;
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
