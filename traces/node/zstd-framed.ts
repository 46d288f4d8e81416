import { BadEnvelope, type Chunks, type Envelope } from './envelope';
import { decodeFrame } from './zstd-decoder';

/** A message longer than this is no message. */
const LONGEST = 1 << 30;

/** The collector's file exporter with `compression: zstd`: each message a frame behind its length, 4 bytes big-endian. */
export const zstdFramed: Envelope = {
  suffix: '+zstd-framed',
  recognises: (head) => head[4] === 0x28 && head[5] === 0xb5 && head[6] === 0x2f && head[7] === 0xfd,
  unpack: unpackMessages,
};

async function* unpackMessages(stored: Chunks): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of stored) {
    held = Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length >= at + 4) {
      const length = held.readUInt32BE(at);
      if (length > LONGEST) throw new BadEnvelope('it can’t be unpacked further: a message of more than 1 GB');
      if (held.length < at + 4 + length) break;
      yield* decodeFrame(held.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw new BadEnvelope('it ends inside a message: it was cut short');
}
