import { createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { BadEnvelope } from './envelope';
import { through } from './through';

/** A frame that unpacks to more than this is streamed. */
const LARGEST_AT_ONCE = 1 << 24;

/** The content of one whole frame; at once if it is small, which is many times as fast. */
export async function* decodeFrame(frame: Uint8Array): AsyncGenerator<Uint8Array> {
  let content: Uint8Array;
  try {
    content = zstdDecompressSync(frame, { maxOutputLength: LARGEST_AT_ONCE });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      yield* through([frame], createZstdDecompress());
      return;
    }
    throw new BadEnvelope(`it can’t be unpacked further: ${error instanceof Error ? error.message : String(error)}`);
  }
  yield content;
}
