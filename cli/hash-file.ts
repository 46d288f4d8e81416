import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ReadTraces } from './read-traces';
import type { CheckInput } from './report/check-result';

/** The SHA-256 of a file's stored bytes in lower-case hex; null for standard input and for what can't be read. */
async function hashFile(file: string): Promise<string | null> {
  if (file === '-') return null;
  // the module takes a small check 5 ms to load
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch {
    // that it can't be read is already a problem of this input
    return null;
  }
  return hash.digest('hex');
}

/** Inputs as they are reported. One file after the other: each is read at the speed of the disk. */
export async function withHashes({ inputs, files }: ReadTraces, wanted: boolean): Promise<CheckInput[]> {
  const hashed: CheckInput[] = [];
  for (const input of inputs) hashed.push({ ...input, sha256: wanted ? await hashFile(files.get(input.path)!) : null });
  return hashed;
}
