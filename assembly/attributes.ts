import { code, noRoom, openValue, readAnyValue, readMember } from './any-value';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { ATTRIBUTE, field, nextField, setField } from './fields';
import {
  A_KEY,
  AN_ATTRIBUTE,
  BEHIND_ATTRIBUTE,
  BEHIND_BRACE,
  BEHIND_FIRST_VALUE,
  BEHIND_KEY,
  behind,
  gapsOf,
  LIST_IS_OVER,
  passGap,
  rememberGap,
} from './gaps';
import { beginKeys, keyEnd, readKey } from './keys';
import { PAIR_COUNT } from './layout';
import { emit, isWanted, NO_ROOM, NOT_WANTED, placeOf } from './pairs';
import { line, setLine, skipValue, space, textEnd } from './tokens';

export const KEY: u32 = 1;
export const VALUE: u32 = 2;

/** `"key`, and `"value"` */
const QUOTED_KEY: u32 = 0x7965_6b22;
const QUOTED_VALUE: u64 = 0x22_6575_6c61_7622;
const QUOTED_VALUE_MASK: u64 = 0xff_ffff_ffff_ffff;

/** Where key and value of the attribute at hand were both read; 0 if it is not of the kind that is remembered. */
let bothEnd: usize = 0;

/** Reads an array of attributes; those that the scope wants become pairs. */
export function readAttributes(scope: usize, start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACKET) return 0;
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACKET) return at + 1;
  const gaps = gapsOf(scope);
  const keys = beginKeys(scope);
  while (true) {
    if (load<u8>(at) !== OPEN_BRACE) return 0;
    at = readLikeBefore(scope, gaps, keys, at + 1);
    if (behind === LIST_IS_OVER) return at;
    at = space(readAnyAttribute(scope, gaps, at - 1));
    if (load<u8>(at) === CLOSE_BRACKET) {
      if (bothEnd !== 0) rememberGap(gaps, BEHIND_ATTRIBUTE, bothEnd, at + 1, LIST_IS_OVER);
      return at + 1;
    }
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
    if (load<u8>(at) === OPEN_BRACE && bothEnd !== 0) {
      rememberGap(gaps, BEHIND_ATTRIBUTE, bothEnd, at + 1, AN_ATTRIBUTE);
    }
  }
}

/**
 * Reads attributes whose gaps are known.
 * @param start behind the brace of the first one
 * @returns the same of the first that it can't read; where the list ends, if that is what is `behind`
 */
function readLikeBefore(scope: usize, gaps: usize, keys: usize, start: usize): usize {
  let at = start;
  while (true) {
    const lineBefore = line;
    const pairs = load<u32>(PAIR_COUNT);
    const end = readPlain(scope, gaps, keys, at);
    // where there is none, there is no gap either
    const next = passGap(gaps, BEHIND_ATTRIBUTE, end);
    if (next === 0) {
      setLine(lineBefore);
      store<u32>(PAIR_COUNT, pairs);
      return at;
    }
    at = next;
    if (behind === LIST_IS_OVER) return at;
  }
}

/** @returns where key and value were both read */
function readPlain(scope: usize, gaps: usize, keys: usize, start: usize): usize {
  const first = passGap(gaps, BEHIND_BRACE, start);
  if (first === 0) return 0;
  return behind === A_KEY ? readFromKey(scope, gaps, keys, first) : readFromValue(scope, gaps, keys, first, behind);
}

function readFromKey(scope: usize, gaps: usize, keys: usize, key: usize): usize {
  const place = readKey(scope, keys, key);
  if (place === NO_ROOM) return noRoom();
  if (keyEnd === 0) return 0;
  const value = passGap(gaps, BEHIND_KEY, keyEnd);
  if (value === 0) return 0;
  const wanted = isWanted(scope, place);
  const end = wanted ? readMember(behind, value) : skipValue(value);
  return end !== 0 && (place < 0 || emit(place, wanted ? code : 0)) ? end : 0;
}

function readFromValue(scope: usize, gaps: usize, keys: usize, value: usize, kind: u32): usize {
  const valueEnd = skipValue(value);
  if (valueEnd === 0) return 0;
  const key = passGap(gaps, BEHIND_FIRST_VALUE, valueEnd);
  if (key === 0) return 0;
  const place = readKey(scope, keys, key);
  if (place === NO_ROOM) return noRoom();
  if (keyEnd === 0) return 0;
  const wanted = isWanted(scope, place);
  const lineBehind = line;
  if (wanted && readMember(kind, value) !== valueEnd) return 0;
  // those in the value were counted before
  setLine(lineBehind);
  return place < 0 || emit(place, wanted ? code : 0) ? keyEnd : 0;
}

/** Any order of its fields, any spacing, any kind of value. */
function readAnyAttribute(scope: usize, gaps: usize, start: usize): usize {
  let key: usize = 0;
  let endOfKey: usize = 0;
  let place = NOT_WANTED;
  let value: usize = 0;
  let lineOfValue: u32 = 0;
  let before: u32 = 0;
  let known = false;
  let at = space(start + 1);
  while (true) {
    at = nextOfAttribute(before, at);
    if (at === 0) return 0;
    at = space(at);
    before = field;
    if (field === KEY) {
      if (key !== 0 || load<u8>(at) !== QUOTE) return 0;
      key = at + 1;
      endOfKey = textEnd(key);
      if (load<u8>(endOfKey) !== QUOTE) return 0;
      place = placeOf(scope, key, endOfKey);
      if (place === NO_ROOM) return noRoom();
      at = endOfKey + 1;
    } else if (field === VALUE) {
      if (value !== 0) return 0;
      value = at;
      lineOfValue = line;
      known = key !== 0;
      at = known && isWanted(scope, place) ? readAnyValue(at) : skipValue(at);
    } else at = skipValue(at);
    at = space(at);
    if (load<u8>(at) === CLOSE_BRACE) break;
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
  }
  if (key === 0) return 0;
  const wanted = value !== 0 && isWanted(scope, place);
  if (!known && wanted && !readBehind(value, lineOfValue)) return 0;
  if (place >= 0 && !emit(place, wanted ? code : 0)) return 0;
  bothEnd = value === 0 ? 0 : rememberGaps(gaps, start + 1, key, endOfKey, value);
  return at + 1;
}

/** As `nextField`, which this is spared where the key is one of the two that count. */
function nextOfAttribute(before: u32, at: usize): usize {
  let end: usize = 0;
  if (load<u32>(at) === QUOTED_KEY && load<u8>(at, 4) === QUOTE) {
    setField(KEY);
    end = at + 5;
  } else if ((load<u64>(at) & QUOTED_VALUE_MASK) === QUOTED_VALUE) {
    setField(VALUE);
    end = at + 7;
  } else return nextField(ATTRIBUTE, before, at);
  const colon = space(end);
  return load<u8>(colon) === COLON ? colon + 1 : 0;
}

/** The value that stood before its key. */
function readBehind(value: usize, lineOfValue: u32): bool {
  const lineBehind = line;
  setLine(lineOfValue);
  const end = readAnyValue(value);
  setLine(lineBehind);
  return end !== 0;
}

/** Remembers how an attribute with one plain value is written. @returns where key and value are both read; 0 if it has none */
function rememberGaps(gaps: usize, start: usize, key: usize, keyEnd: usize, value: usize): usize {
  const lineBehind = line;
  const member = openValue(value);
  const kind = field;
  const memberEnd = member === 0 ? 0 : skipValue(member);
  const isOnly = memberEnd !== 0 && load<u8>(space(memberEnd)) === CLOSE_BRACE;
  setLine(lineBehind);
  if (!isOnly) return 0;
  if (key < value) {
    rememberGap(gaps, BEHIND_BRACE, start, key, A_KEY);
    rememberGap(gaps, BEHIND_KEY, keyEnd, member, kind);
    return memberEnd;
  }
  rememberGap(gaps, BEHIND_BRACE, start, member, kind);
  rememberGap(gaps, BEHIND_FIRST_VALUE, memberEnd, key, A_KEY);
  return keyEnd;
}
