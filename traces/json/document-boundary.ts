import { Byte } from './bytes';

/** How keys begin that only the outermost object of a document has. */
const DOCUMENT_KEYS = ['"resourceS', '"resourceL', '"resourceM', '"resourceP', '"resource_', '"batches"'].map((key) =>
  new TextEncoder().encode(key),
);

/** A document's brace and the beginning of its first key are no longer than this, but for spaces between them. */
const HEAD_LENGTH = 64;

/**
 * Whether a document begins at a brace that begins a line: even inside of another document, which then broke off.
 * @returns the length of the brace and of the key's telling beginning; 0 if none begins, -1 if the bytes end too early
 */
export function documentHead(bytes: Uint8Array, brace: number, limit: number): number {
  let key = brace + 1;
  while (bytes[key] === 0x20) key++;
  let starved = false;
  for (const written of DOCUMENT_KEYS) {
    let i = 0;
    while (i < written.length && key + i < limit && bytes[key + i] === written[i]) i++;
    if (i === written.length) return key + i - brace;
    if (key + i >= limit) starved = true;
  }
  return starved ? -1 : 0;
}

/** Where reading can begin anew: at the brace of a document, and how many bytes tell that one begins. */
export interface DocumentBoundary {
  readonly at: number;
  readonly length: number;
}

/** The first place from `start` on where a line begins with a document; null if there is none in these bytes. */
export function findDocumentBoundary(bytes: Uint8Array, start: number): DocumentBoundary | null {
  for (
    let newline = bytes.indexOf(Byte.newline, start);
    newline >= 0;
    newline = bytes.indexOf(Byte.newline, newline + 1)
  ) {
    if (bytes[newline + 1] !== Byte.openBrace) continue;
    const length = documentHead(bytes, newline + 1, bytes.length);
    if (length > 0 && length <= HEAD_LENGTH) return { at: newline + 1, length };
  }
  return null;
}
