import { code, noRoom, readAnyValue, readText } from './any-value';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { ATTRIBUTE, field, nextField, setField } from './fields';
import { emit, isWanted, NO_ROOM, NOT_WANTED, placeOf } from './pairs';
import { line, setLine, skipValue, space, stringEnd, textEnd } from './tokens';

export const KEY: u32 = 1;
export const VALUE: u32 = 2;

/** `{"key":"` */
const OPENING: u64 = 0x223a_2279_656b_227b;
/** `,"value"`, `:{`, `"stringV`, `alue":"` */
const BETWEEN: u64 = 0x2265_756c_6176_222c;
const VALUE_OPENS: u16 = 0x7b3a;
const STRING_1: u64 = 0x5667_6e69_7274_7322;
const STRING_2: u64 = 0x3a22_6575_6c61;
const STRING_MASK: u64 = 0xffff_ffff_ffff;
/** `"key`, and `"value"` */
const QUOTED_KEY: u32 = 0x7965_6b22;
const QUOTED_VALUE: u64 = 0x22_6575_6c61_7622;
const QUOTED_VALUE_MASK: u64 = 0xff_ffff_ffff_ffff;
/** `}}` */
const CLOSING: u16 = 0x7d7d;

/** Reads an array of attributes; those that the scope wants become pairs. */
export function readAttributes(scope: usize, start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACKET) return 0;
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACKET) return at + 1;
  while (true) {
    at = readAttribute(scope, at);
    const byte = load<u8>(at);
    if (byte === COMMA) {
      at++;
      if (load<u8>(at) <= 0x20) at = space(at);
      continue;
    }
    at = space(at);
    if (load<u8>(at) === CLOSE_BRACKET) return at + 1;
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
  }
}

/** As compact JSON has it most often: a key, then a value. */
function readAttribute(scope: usize, start: usize): usize {
  if (load<u64>(start) !== OPENING) return readAnyAttribute(scope, start);
  const key = start + 8;
  const keyEnd = textEnd(key);
  const value = keyEnd + 10;
  if (load<u8>(keyEnd) !== QUOTE || load<u64>(keyEnd, 1) !== BETWEEN || load<u16>(keyEnd, 9) !== VALUE_OPENS) {
    return readAnyAttribute(scope, start);
  }
  const place = placeOf(scope, key, keyEnd);
  if (place === NO_ROOM) return noRoom();
  const wanted = isWanted(scope, place);
  const isString =
    load<u64>(value, 1) === STRING_1 &&
    (load<u64>(value, 9) & STRING_MASK) === STRING_2 &&
    load<u8>(value, 15) === QUOTE;
  let end: usize;
  if (isString) {
    if (wanted) end = readText(value + 16);
    else {
      end = stringEnd(value + 16);
      if (end !== 0) end++;
    }
    if (end === 0) return 0;
    if (load<u16>(end) !== CLOSING) return readAnyAttribute(scope, start);
    end += 2;
  } else {
    const lineBefore = line;
    end = wanted ? readAnyValue(value) : skipValue(value);
    if (end === 0) return 0;
    if (load<u8>(end) !== CLOSE_BRACE) {
      // newlines in the value are about to be counted anew
      setLine(lineBefore);
      return readAnyAttribute(scope, start);
    }
    end++;
  }
  return place < 0 || emit(place, wanted ? code : 0) ? end : 0;
}

/** Any order of its fields, any spacing, any kind of value. */
function readAnyAttribute(scope: usize, start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  let key: usize = 0;
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
    if (field === KEY) {
      if (key !== 0 || load<u8>(at) !== QUOTE) return 0;
      key = at + 1;
      at = textEnd(key);
      if (load<u8>(at) !== QUOTE) return 0;
      place = placeOf(scope, key, at);
      if (place === NO_ROOM) return noRoom();
      at++;
    } else if (field === VALUE) {
      if (value !== 0) return 0;
      value = at;
      lineOfValue = line;
      known = key !== 0;
      at = known && isWanted(scope, place) ? readAnyValue(at) : skipValue(at);
    } else at = skipValue(at);
    before = field;
    at = space(at);
    if (load<u8>(at) === CLOSE_BRACE) break;
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
  }
  if (key === 0) return 0;
  if (!known && value !== 0 && isWanted(scope, place) && !readBehind(value, lineOfValue)) return 0;
  if (place >= 0 && !emit(place, value !== 0 && isWanted(scope, place) ? code : 0)) return 0;
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
