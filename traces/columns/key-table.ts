const encoder = new TextEncoder();

/** All readers of a request ask for the same keys, and of many small files each has readers of its own. */
const known = new WeakMap<readonly string[], KeyTable>();

/** The table of a request's keys, which are always the same then. */
export function keyTableOf(keys: readonly string[]): KeyTable {
  const table = known.get(keys) ?? new KeyTable(keys);
  known.set(keys, table);
  return table;
}

/** Finds the requested attribute keys by their bytes. */
export class KeyTable {
  /** In UTF-8, by their places in the request. */
  readonly written: readonly Uint8Array[];
  /** By length (up to 255): the first key of that length, plus one; `#next` has the others. */
  readonly #first = new Uint16Array(256);
  readonly #next: Uint16Array;

  constructor(keys: readonly string[]) {
    this.written = keys.map((key) => encoder.encode(key));
    this.#next = new Uint16Array(keys.length + 1);
    this.written.forEach((key, place) => {
      const length = Math.min(key.length, 255);
      this.#next[place + 1] = this.#first[length]!;
      this.#first[length] = place + 1;
    });
  }

  /** The key's place in the request, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    for (let entry = this.#first[Math.min(end - start, 255)]!; entry !== 0; entry = this.#next[entry]!) {
      if (equals(this.written[entry - 1]!, bytes, start, end)) return entry - 1;
    }
    return -1;
  }
}

function equals(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = key.length - 1; i >= 0; i--) {
    if (key[i] !== bytes[start + i]) return false;
  }
  return true;
}
