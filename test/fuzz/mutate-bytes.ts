import type { Random } from './random';

/** Bytes that mean something to a reader: quotes, brackets, ends, length prefixes, bytes that no UTF-8 has. */
const TELLING = [0, 0x0a, 0x22, 0x2c, 0x3a, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xf5, 0xff];

const BAD_UTF8 = [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xff, 0xfe]];

const GIANT_LENGTHS = [
  [0xff, 0xff, 0xff, 0xff],
  [0x7f, 0xff, 0xff, 0xff],
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  overwrite,
  cut,
  remove,
  repeat,
  (bytes, random) => insert(bytes, random, random.pick(BAD_UTF8)),
  (bytes, random) => insert(bytes, random, random.pick(GIANT_LENGTHS)),
  (bytes, random) => replace(bytes, random, random.pick(GIANT_LENGTHS)),
  (bytes, random) => insert(bytes, random, noise(random)),
  splice,
];

/** Bytes with one thing done to them that knows nothing of what they mean. */
export function mutateBytes(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  return random.pick(MUTATIONS)(bytes, random, other);
}

function place(bytes: Uint8Array, random: Random): number {
  return random.between(0, Math.max(0, bytes.length - 1));
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let left = random.between(1, 4); left > 0; left--) {
    const at = place(bytes, random);
    if (at < changed.length) changed[at]! ^= 1 << random.between(0, 7);
  }
  return changed;
}

function overwrite(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const at = place(bytes, random);
  if (at < changed.length) changed[at] = random.pick(TELLING);
  return changed;
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.subarray(0, place(bytes, random));
}

function range(bytes: Uint8Array, random: Random): [start: number, end: number] {
  const start = place(bytes, random);
  return [start, Math.min(bytes.length, start + random.between(1, 60))];
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = range(bytes, random);
  const part = bytes.subarray(start, end);
  const times = random.between(1, 3);
  return Buffer.concat([bytes.subarray(0, end), ...Array.from({ length: times }, () => part), bytes.subarray(end)]);
}

function insert(bytes: Uint8Array, random: Random, what: readonly number[]): Uint8Array {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.from(what), bytes.subarray(at)]);
}

function replace(bytes: Uint8Array, random: Random, what: readonly number[]): Uint8Array {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.from(what), bytes.subarray(at + what.length)]);
}

function noise(random: Random): number[] {
  return Array.from({ length: random.between(1, 20) }, () => random.between(0, 255));
}

function splice(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);
}
