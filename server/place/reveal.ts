import { open } from 'node:fs/promises';
import type { Place, RevealParams } from '../../protocol';
import { spanUri } from '../replay/span-uri';
import { uriOf } from '../workspace/uris';
import { spanIdRange } from './span-id';
import { MAX_TEXT_BYTES, textPlaces } from './text-places';

/**
 * Where a span can be seen: in its file, or in its read-only document where no editor shows the file as text.
 * null where the file is gone or can't be read.
 */
export async function reveal({ location, traceId, spanId }: RevealParams): Promise<Place | null> {
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const document: Place = { uri: spanUri(traceId, spanId), range: top };
  let bytes: Uint8Array | 'no text';
  try {
    bytes = await readText(location.path);
  } catch {
    // gone, or no longer readable: the caller says so
    return null;
  }
  if (bytes === 'no text' || location.line === null) return document;
  const [range] = textPlaces(bytes, [spanIdRange(bytes, location.offset)]);
  return range ? { uri: uriOf(location.path), range } : document;
}

/** A file's bytes if an editor opens it as text. @throws Error of the file system */
export async function readText(path: string): Promise<Uint8Array | 'no text'> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > MAX_TEXT_BYTES) return 'no text';
    const bytes = await file.readFile();
    return looksBinary(bytes) ? 'no text' : bytes;
  } finally {
    await file.close();
  }
}

/** Editors take a text for binary if it has a zero byte near its start; that covers gzip, zstd and protobuf nearly always. */
function looksBinary(bytes: Uint8Array): boolean {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const zstd = bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
  return gzip || zstd || bytes.subarray(0, 512).includes(0);
}
