import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { mutateBytes } from './mutate-bytes';
import type { Random } from './random';

export type Packing = 'gzip' | 'zstd' | 'zstd-framed';

/** Packed bytes, and what they unpack to; null where nobody can know that any more. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly content: Uint8Array | null;
}

/** How often a bomb goes in: it takes as long as a hundred others. */
const BOMBS = 0.02;
const BOMB_LENGTH = 1 << 20;

/** Packs a content in one member or frame or in several, perhaps with what formats allow between them, perhaps broken. */
export function pack(content: Uint8Array, how: Packing, random: Random): Packed {
  const parts = random.chance(BOMBS) ? [content, bombed(random)] : split(content, random);
  if (how === 'gzip') return spoilt(Buffer.concat(parts.map((part) => member(part, random))), joined(parts), random);
  const frames = parts.map((part) => frame(part, random));
  if (how === 'zstd') return spoilt(withSkippable(frames, random), joined(parts), random);
  // each is a message of its own: cut through, they are other messages
  return spoilt(lengthPrefixed(frames), parts.length === 1 ? content : null, random);
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** Half of them stay whole. */
function spoilt(bytes: Uint8Array, content: Uint8Array | null, random: Random): Packed {
  if (random.chance(0.5)) return { bytes, content };
  const spoil = random.pick([mutateBytes, mutateBytes, brokenEnd, giantHeader]);
  return { bytes: spoil(bytes, random, bytes), content: null };
}

/** Up to three parts, some of them empty. */
function split(content: Uint8Array, random: Random): Uint8Array[] {
  const cuts = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => random.between(0, content.length));
  const places = [0, ...cuts.sort((a, b) => a - b), content.length];
  return places.slice(1).map((end, i) => content.subarray(places[i], end));
}

/** White space that goes on and on, or a string that does. */
function bombed(random: Random): Uint8Array {
  return Buffer.alloc(BOMB_LENGTH, random.pick([' ', '\0', 'a', '[', '\n']));
}

/** RFC 1952: the fields that a header may have, behind its first ten bytes. */
const HEADER_FIELDS: readonly (readonly [flag: number, bytes: readonly number[]])[] = [
  [4, [4, 0, 0x58, 0x59, 0, 0]],
  [8, [0x78, 0]],
  [16, [0xe9, 0]],
];

function member(part: Uint8Array, random: Random): Uint8Array {
  const bytes = gzipSync(part, { level: 1 });
  if (random.chance(0.7)) return bytes;
  const [flag, field] = random.pick(HEADER_FIELDS);
  bytes[3] = flag;
  return Buffer.concat([bytes.subarray(0, 10), Uint8Array.from(field), bytes.subarray(10)]);
}

function frame(part: Uint8Array, random: Random): Uint8Array {
  const checksumFlag = random.chance(0.5) ? 1 : 0;
  return zstdCompressSync(part, { params: { [constants.ZSTD_c_checksumFlag]: checksumFlag } });
}

/** With a frame that has no content before, between or behind them. */
function withSkippable(frames: readonly Uint8Array[], random: Random): Uint8Array {
  if (random.chance(0.7)) return joined(frames);
  const length = random.between(0, 20);
  const skippable = Uint8Array.from([0x50 + random.between(0, 15), 0x2a, 0x4d, 0x18, length, 0, 0, 0]);
  return joined(frames.toSpliced(random.between(0, frames.length), 0, skippable, new Uint8Array(length)));
}

/** As the collector's file exporter writes messages: a length of four bytes, big-endian, in front of each. */
export function lengthPrefixed(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}

/** Of gzip the checksum and length, of zstd the checksum or the last block; or something that belongs to neither. */
function brokenEnd(bytes: Uint8Array, random: Random): Uint8Array {
  const tail = random.pick([new Uint8Array(random.between(1, 40)), Buffer.from('{"resourceSpans":[]}\n'), bytes]);
  if (random.chance(0.5)) return Buffer.concat([bytes, tail]);
  const changed = Uint8Array.from(bytes);
  const at = Math.max(0, changed.length - random.between(1, 8));
  if (at < changed.length) changed[at]! ^= 1 << random.between(0, 7);
  return changed;
}

/** Headers that promise more than there is memory. */
const GIANTS = [
  [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 0x01, 0x00, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x01, 0x00, 0x00],
  [0x50, 0x2a, 0x4d, 0x18, 0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0x28, 0xb5, 0x2f, 0xfd],
  [0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
];

function giantHeader(bytes: Uint8Array, random: Random): Uint8Array {
  const giant = Uint8Array.from(random.pick(GIANTS));
  return random.chance(0.5) ? Buffer.concat([giant, bytes]) : Buffer.concat([bytes, giant]);
}
