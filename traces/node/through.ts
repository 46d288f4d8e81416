import { pipeline, Readable, type Transform } from 'node:stream';
import { BadEnvelope, type Chunks } from './envelope';

/** What comes out of a transform that all chunks are put into. Throws what the transform says is wrong. */
export async function* through(chunks: Chunks, transform: Transform): AsyncGenerator<Uint8Array> {
  let failure: Error | null | undefined;
  pipeline(Readable.from(copies(chunks), { highWaterMark: 2 }), transform, (error) => {
    failure = error;
  });
  try {
    for await (const chunk of transform) yield chunk as Uint8Array;
  } catch (error) {
    const cause = failure ?? error;
    if (isZlibError(cause)) throw new BadEnvelope(`it can’t be unpacked further: ${cause.message}`);
    throw cause;
  }
}

/** A stream holds on to what it is given, and the chunks' memory is used again. */
async function* copies(chunks: Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Uint8Array.from(chunk);
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(Z_|ZSTD_)/.test(String(error.code));
}
