import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of a file's stored bytes in lower-case hex; null for standard input and for what can't be read. */
export async function hashFile(file: string): Promise<string | null> {
  if (file === '-') return null;
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch {
    // that it can't be read is already a problem of this input
    return null;
  }
  return hash.digest('hex');
}
