import { createZstdDecompress } from 'node:zlib';
import { BadEnvelope, type Chunks, type Envelope } from './envelope';
import { through } from './through';
import { decodeFrame } from './zstd-decoder';
import { ZstdFrameWalker } from './zstd-frames';

/** Frames that are longer are streamed through a decoder of their own. */
const LARGEST_HELD = 1 << 22;

/** zstd frames one after another, as the collector's file exporter and `zstd` write them. */
export const zstd: Envelope = {
  suffix: '+zstd',
  recognises: (head) =>
    (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) ||
    ((head[0]! & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18),
  unpack: unpackFrames,
};

async function* unpackFrames(stored: Chunks): AsyncGenerator<Uint8Array> {
  const pieces = new FramePieces(stored);
  for (;;) {
    const held = await pieces.hold(LARGEST_HELD);
    if (held === undefined) return;
    if (pieces.skippable) {
      for await (const _ of pieces.rest());
    } else if (pieces.complete) yield* decodeFrame(held);
    else yield* through(followed(held, pieces.rest()), createZstdDecompress());
  }
}

async function* followed(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** Cuts stored bytes at the ends of frames. */
class FramePieces {
  /** Whether the frame at hand was handed out to its end. */
  complete = true;
  readonly #walker = new ZstdFrameWalker();
  readonly #chunks: AsyncGenerator<Uint8Array>;
  #chunk = new Uint8Array(0);
  #at = 0;

  constructor(stored: Chunks) {
    this.#chunks = (async function* () {
      yield* stored;
    })();
  }

  get skippable(): boolean {
    return this.#walker.skippable;
  }

  /** The next frame, or its beginning if it is longer than `length`; `undefined` behind the last one. */
  async hold(length: number): Promise<Uint8Array | undefined> {
    this.complete = false;
    const parts: Uint8Array[] = [];
    let held = 0;
    while (!this.complete && held < length) {
      const piece = await this.#next();
      if (piece === undefined) break;
      parts.push(Uint8Array.from(piece));
      held += piece.length;
    }
    if (held === 0) return undefined;
    return Buffer.concat(parts);
  }

  /** What of the frame was not handed out yet. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while (!this.complete) {
      const piece = await this.#next();
      if (piece === undefined) return;
      yield piece;
    }
  }

  /** A piece that ends where the chunk or the frame does. */
  async #next(): Promise<Uint8Array | undefined> {
    if (this.#at >= this.#chunk.length) {
      const next = await this.#chunks.next();
      if (next.done) {
        if (!this.#walker.between) throw new BadEnvelope('it ends inside a zstd frame: it was cut short');
        return undefined;
      }
      this.#chunk = next.value as Uint8Array<ArrayBuffer>;
      this.#at = 0;
    }
    const start = this.#at;
    const end = this.#walker.walk(this.#chunk, start);
    this.complete = end >= 0;
    this.#at = end >= 0 ? end : this.#chunk.length;
    return this.#chunk.subarray(start, this.#at);
  }
}
