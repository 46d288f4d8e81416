const encoder = new TextEncoder();

/** Finds the attribute keys that begin as requested, by their bytes. */
export class KeyPrefixes {
  /** In UTF-8. */
  readonly written: readonly Uint8Array[];

  constructor(prefixes: readonly string[]) {
    this.written = prefixes.map((prefix) => encoder.encode(prefix));
  }

  cover(bytes: Uint8Array, start: number, end: number): boolean {
    const { written } = this;
    for (let i = 0; i < written.length; i++) if (begins(bytes, start, end, written[i]!)) return true;
    return false;
  }
}

/** Backwards: what keys have in common is how they begin. */
function begins(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (prefix.length > end - start) return false;
  for (let i = prefix.length - 1; i >= 0; i--) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}
