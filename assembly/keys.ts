import { QUOTE } from './bytes';
import { SCOPE_BIT, TABLES } from './layout';
import { NO_ROOM, NOT_WANTED, placeOf } from './pairs';
import { textEnd } from './tokens';
import { isWritten } from './written';

// Spans of one kind have the same attributes in the same order: the key that came next last time is compared first, and
// what stands for it is known then. Where that fails it is looked for as any other text.

/** In a key: its text with the closing quote, the length of that, what stands for it, the key that came next last time. */
const LONGEST: usize = 64;
const LENGTH: usize = 64;
const PLACE: usize = 68;
const NEXT: usize = 72;
const SIZE: usize = 80;
/** Keys of a scope, of which each may be in one place only, and behind them one that is like none: what lists begin with. */
const KEYS: u32 = 128;
const START: usize = usize(KEYS) * SIZE;
const SCOPE_KEYS: usize = START + SIZE;

const FIRST: usize = TABLES + 20480;

/** Where the key ends that was read last, at its quote; 0 if it is none that is read here. */
export let keyEnd: usize = 0;

/** The key before. */
let last: usize = 0;

/** Forgets all keys, as what stands for them may be the number of a text. */
export function forgetKeys(): void {
  for (let keys = FIRST; keys < FIRST + SCOPE_KEYS * 2; keys += SCOPE_KEYS) {
    memory.fill(keys, 0, SCOPE_KEYS);
    store<u8>(keys, 0xff, START);
    store<u32>(keys, 1, START + LENGTH);
    store<u32>(keys, u32(keys + START), START + NEXT);
  }
}

/** Those of a scope, of which a list begins. */
export function beginKeys(scope: usize): usize {
  const keys = load<u32>(scope, SCOPE_BIT) === 1 ? FIRST : FIRST + SCOPE_KEYS;
  last = keys + START;
  return keys;
}

/** Reads a key. @returns what stands for it, as `placeOf` */
export function readKey(scope: usize, keys: usize, start: usize): i32 {
  const likely = usize(load<u32>(last, NEXT));
  const length = usize(load<u32>(likely, LENGTH));
  if (isWritten(start, likely, length)) {
    last = likely;
    keyEnd = start + length - 1;
    return load<i32>(likely, PLACE);
  }
  return readOther(scope, keys, start);
}

function readOther(scope: usize, keys: usize, start: usize): i32 {
  const end = textEnd(start);
  keyEnd = load<u8>(end) === QUOTE ? end : 0;
  if (keyEnd === 0) return NOT_WANTED;
  const place = placeOf(scope, start, end);
  const length = end + 1 - start;
  if (place !== NO_ROOM && length <= LONGEST) follow(keys, start, length, place);
  return place;
}

/** Remembers that this key came behind the one before. */
function follow(keys: usize, start: usize, length: usize, place: i32): void {
  // by how it ends, since many begin alike
  const hash = (load<u64>(start + length - 8) ^ u64(length)) * 0x9e37_79b9_7f4a_7c15;
  const key = keys + usize(hash / (0x8000_0000_0000_0000 / (u64(KEYS) / 2))) * SIZE;
  if (usize(load<u32>(key, LENGTH)) !== length || !isWritten(start, key, length)) {
    memory.copy(key, start, length);
    store<u32>(key, u32(length), LENGTH);
    store<i32>(key, place, PLACE);
    store<u32>(key, u32(keys + START), NEXT);
  }
  store<u32>(last, u32(key), NEXT);
  last = key;
}
