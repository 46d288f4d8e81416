/** Gives an array of at least so many bytes, which begins with what the one before it held. */
export type WindowRoom = (length: number) => Uint8Array<ArrayBuffer>;

/** The same where nothing but the reader sees the bytes. */
export function roomOnHeap(): WindowRoom {
  let bytes = new Uint8Array(0);
  return (length) => {
    const larger = new Uint8Array(length);
    larger.set(bytes);
    bytes = larger;
    return larger;
  };
}
