/**
 * Multipliers of a hash that an input's author can't foresee, so that names chosen to collide don't: a table
 * that sees long probes draws new ones. Codes are given out in order of appearance, so nothing that is
 * printed depends on them.
 */
export interface HashKey {
  readonly seed: number;
  readonly multiplier: number;
}

export function newHashKey(): HashKey {
  return { seed: randomWord(), multiplier: randomWord() | 1 };
}

/** A probe as long as this in a half-empty table is no accident. */
export const LONG_PROBE = 64;

/** @param view over the same bytes as `bytes` */
export function hashBytes(bytes: Uint8Array, view: DataView, start: number, end: number, key: HashKey): number {
  const multiplier = key.multiplier;
  let hash = Math.imul(key.seed ^ (end - start), multiplier);
  let at = start;
  for (const last = end - 3; at < last; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), multiplier);
    hash ^= hash >>> 15;
  }
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, multiplier);
  return finish(hash);
}

/** By kind; always the same, so that a rank is a matter of content alone. */
const RANK_KEYS: readonly HashKey[] = Array.from({ length: 8 }, (_, kind) => ({
  seed: Math.imul(kind + 1, 0x9e3779b1),
  multiplier: 0x2c1b3c6d,
}));

/** A number by which contents are chosen from: the same wherever, whenever and beside whatever they occur. */
export function rankOf(kind: number, bytes: Uint8Array, view: DataView, start: number, end: number): number {
  return hashBytes(bytes, view, start, end, RANK_KEYS[kind]!);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function hashWords(a: number, b: number, c: number, d: number, key: HashKey): number {
  const multiplier = key.multiplier;
  let hash = Math.imul(key.seed ^ a, multiplier);
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, multiplier);
  hash = Math.imul(hash ^ (hash >>> 15) ^ c, multiplier);
  hash = Math.imul(hash ^ (hash >>> 15) ^ d, multiplier);
  return finish(hash);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function randomWord(): number {
  return Math.floor(Math.random() * 0x1_0000_0000);
}
