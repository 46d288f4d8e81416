import { noRoom } from './any-value';
import {
  KEY_LENGTH,
  KEY_NEXT,
  KEY_PLACE,
  KEY_SIZE,
  KEY_TEXT,
  LONGEST_KEY,
  PAIR,
  PAIR_COUNT,
  PAIRS,
  PLAIN_STRING,
  PREFIXED,
  SCOPE_BIT,
  SCOPE_EVERY,
  SCOPE_FIRST,
  SCOPE_KEYS,
  SCOPE_PREFIX_COUNT,
  SCOPE_PREFIXES,
  UNWANTED,
} from './layout';
import { intern, sameBytes } from './texts';

// Attributes that a scope wants become pairs, whatever they are written in.

export const NOT_WANTED: i32 = -1;
export const NO_ROOM: i32 = -2;

export function isWanted(scope: usize, place: i32): bool {
  return place >= 0 && !isUnwanted(scope, place);
}

/** Whether only the key counts. */
function isUnwanted(scope: usize, place: i32): bool {
  return load<u32>(scope, SCOPE_EVERY) !== 0 && (load<u8>(UNWANTED + usize(place)) & load<u8>(scope, SCOPE_BIT)) !== 0;
}

/** What stands for a key in a pair; negative if nobody wants it or if there is no room. */
export function placeOf(scope: usize, start: usize, end: usize): i32 {
  if (load<u32>(scope, SCOPE_EVERY) !== 0) {
    const name = intern(PLAIN_STRING, start, end);
    return name === 0 ? NO_ROOM : i32(name);
  }
  const length = u32(end - start);
  let entry: u32 = length > u32(LONGEST_KEY) ? 0 : u32(load<u8>(scope + length, SCOPE_FIRST));
  while (entry !== 0) {
    const key = scope + SCOPE_KEYS + usize(entry) * KEY_SIZE;
    if (load<u32>(key, KEY_LENGTH) === length && sameBytes(start, key + KEY_TEXT, length)) {
      return i32(load<u32>(key, KEY_PLACE));
    }
    entry = load<u32>(key, KEY_NEXT);
  }
  return load<u32>(scope, SCOPE_PREFIX_COUNT) === 0 ? NOT_WANTED : placeByPrefix(scope, start, end);
}

/** The same of a key that is no column. */
function placeByPrefix(scope: usize, start: usize, end: usize): i32 {
  const length = u32(end - start);
  const last = scope + SCOPE_PREFIXES + usize(load<u32>(scope, SCOPE_PREFIX_COUNT)) * KEY_SIZE;
  for (let prefix = scope + SCOPE_PREFIXES; prefix < last; prefix += KEY_SIZE) {
    const begins = load<u32>(prefix, KEY_LENGTH);
    if (begins > length || !sameBytes(start, prefix + KEY_TEXT, begins)) continue;
    const name = intern(PLAIN_STRING, start, end);
    return name === 0 ? NO_ROOM : i32(name | PREFIXED);
  }
  return NOT_WANTED;
}

/** Adds a pair. @returns false if there is no room for it */
export function emit(place: i32, value: u32): bool {
  const count = load<u32>(PAIR_COUNT);
  if (count >= u32(PAIRS)) {
    noRoom();
    return false;
  }
  store<u32>(PAIR + usize(count) * 8, u32(place));
  store<u32>(PAIR + usize(count) * 8, value, 4);
  store<u32>(PAIR_COUNT, count + 1);
  return true;
}
