import { forgetKeys } from './keys';
import { ARENA, ARENA_LENGTH, ARENA_USED, SLOT, SLOTS, TEXT, TEXT_COUNT, TEXT_SIZE, TEXTS, UNWANTED } from './layout';

// Every distinct text of a while once. Seed and multiplier are random, so that texts chosen to collide don't; where
// they do all the same, the texts count as full, and are forgotten with a new seed.

const LONG_PROBE: u32 = 64;

let seed: u64 = 0;
let multiplier: u64 = 1;

/** Forgets all texts. */
export function forgetTexts(seedLow: u32, seedHigh: u32, multiplierLow: u32, multiplierHigh: u32): void {
  seed = (u64(seedHigh) << 32) | u64(seedLow);
  multiplier = (u64(multiplierHigh) << 32) | u64(multiplierLow | 1);
  forgetKeys();
  memory.fill(SLOT, 0, SLOTS * 4);
  memory.fill(UNWANTED, 0, TEXTS);
  store<u32>(TEXT_COUNT, 1);
  store<u32>(ARENA_USED, 0);
}

/** The code of a text; 0 if there is no room for another one. 16 bytes behind it must be readable. */
export function intern(kind: u32, start: usize, end: usize): u32 {
  const length = u32(end - start);
  const hash = hashOf(kind, start, length);
  let slot = hash & (SLOTS - 1);
  let probes: u32 = 0;
  while (true) {
    const code = load<u32>(SLOT + usize(slot) * 4);
    if (code === 0) return probes < LONG_PROBE ? add(slot, hash, kind, start, length) : 0;
    const text = TEXT + usize(code) * TEXT_SIZE;
    if (
      load<u32>(text, 12) === hash &&
      load<u32>(text, 4) === length &&
      load<u32>(text, 8) === kind &&
      sameBytes(start, load<u32>(text), length)
    ) {
      return code;
    }
    slot = (slot + 1) & (SLOTS - 1);
    probes++;
  }
}

function add(slot: u32, hash: u32, kind: u32, start: usize, length: u32): u32 {
  const code = load<u32>(TEXT_COUNT);
  const used = load<u32>(ARENA_USED);
  const room = (length + 15) & ~7;
  if (code >= u32(TEXTS) || room > u32(ARENA_LENGTH) - used) return 0;
  const text = TEXT + usize(code) * TEXT_SIZE;
  const at = ARENA + usize(used);
  memory.copy(at, start, length);
  store<u32>(text, u32(at));
  store<u32>(text, length, 4);
  store<u32>(text, kind, 8);
  store<u32>(text, hash, 12);
  store<u32>(SLOT + usize(slot) * 4, code);
  store<u32>(TEXT_COUNT, code + 1);
  store<u32>(ARENA_USED, used + room);
  return code;
}

function hashOf(kind: u32, start: usize, length: u32): u32 {
  let hash = (seed ^ ((u64(length) << 8) | u64(kind))) * multiplier;
  let at = start;
  let left = length;
  for (; left >= 8; left -= 8, at += 8) {
    hash = (hash ^ load<u64>(at)) * multiplier;
    hash ^= hash >> 29;
  }
  if (left > 0) hash = (hash ^ (load<u64>(at) & firstBytes(left))) * multiplier;
  hash ^= hash >> 32;
  hash *= multiplier;
  return u32(hash >> 32);
}

/** Whether two texts are the same; up to seven bytes behind each are read. */
export function sameBytes(a: usize, b: usize, length: u32): bool {
  let left = length;
  let at: usize = 0;
  for (; left >= 8; left -= 8, at += 8) {
    if (load<u64>(a + at) !== load<u64>(b + at)) return false;
  }
  return left === 0 || ((load<u64>(a + at) ^ load<u64>(b + at)) & firstBytes(left)) === 0;
}

/** @param count 1 to 7 */
function firstBytes(count: u32): u64 {
  return (u64(1) << (u64(count) * 8)) - 1;
}
