import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileProblem } from '../project';
import type { Io } from './io';
import { UsageError } from './usage-error';

const CHUNK = 1 << 16;

/** Where a result goes. */
export interface Output {
  /** Standard output, or null where it is a file. */
  readonly stream: Io['stdout'] | null;
  write(texts: Iterable<string>): Promise<void>;
}

/** Standard output, or a file, opened at once so that a name that can't be written fails before the work. @throws UsageError */
export async function openOutput(file: string | undefined, io: Io): Promise<Output> {
  if (file === undefined) return { stream: io.stdout, write: (texts) => writeAll(texts, io.stdout, false) };
  try {
    const handle = await open(resolve(io.cwd, file), 'w');
    return { stream: null, write: (texts) => writeAll(texts, handle.createWriteStream(), true).catch(refused) };
  } catch (error) {
    return refused(error);
  }

  function refused(error: unknown): never {
    throw new UsageError(`--output ${file}: ${fileProblem(String(file), error).what}.`);
  }
}

/** Larger chunks, pulled no faster than the reader takes them, so that a large result needs little memory. */
async function writeAll(texts: Iterable<string>, stream: Writable, end: boolean): Promise<void> {
  await pipeline(Readable.from(chunks(texts)), stream, { end });
}

function* chunks(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
