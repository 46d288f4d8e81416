import { BACKSLASH, CLOSE_BRACE, OPEN_BRACE, QUOTE } from './bytes';
import { ANY_VALUE, field, nextField } from './fields';
import { ESCAPED_STRING, LIST, MAP, NUMBER, PLAIN_STRING, WORD, WRITTEN_DOUBLE } from './layout';
import { passObject } from './nested';
import { endsWord, integer, passNumber, readInteger } from './scalars';
import { intern } from './texts';
import { space, stringEnd, textEnd } from './tokens';

export const STRING: u32 = 1;
export const BOOL: u32 = 2;
export const INT: u32 = 3;
export const DOUBLE: u32 = 4;
export const ARRAY: u32 = 5;
export const KVLIST: u32 = 6;

/** Where a double waits to be interned; 16 bytes behind it are zeros. */
const NUMBER_AT: usize = 16;

const TRUE: u32 = 0x65757274;
const FALSE: u32 = 0x736c6166;

/** Whether the last failure was for want of room. */
export let full: bool = false;
/** The code of the value that was read last; 0 for an empty one. */
export let code: u32 = 0;

export function clearFull(): void {
  full = false;
}

/** Notes a failure for want of room. */
export function noRoom(): usize {
  full = true;
  return 0;
}

/** Reads an AnyValue with one member at most; bytes are left to others. */
export function readAnyValue(start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACE) {
    code = 0;
    return at + 1;
  }
  at = nextField(ANY_VALUE, 0, at);
  if (at === 0) return 0;
  at = readMember(field, space(at));
  if (at === 0) return 0;
  at = space(at);
  return load<u8>(at) === CLOSE_BRACE ? at + 1 : 0;
}

/** Where the first member of an AnyValue has its value, of the kind in `field`; 0 if that is none of those read here. */
export function openValue(start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  const at = nextField(ANY_VALUE, 0, space(start + 1));
  return at === 0 || field === 0 ? 0 : space(at);
}

/** Reads the value of a member of that kind. */
export function readMember(kind: u32, at: usize): usize {
  switch (kind) {
    case STRING:
      return readString(at);
    case BOOL:
      return readBool(at);
    case INT:
      return readInt(at);
    case DOUBLE:
      return readDouble(at);
    case ARRAY:
      return readObject(LIST, at);
    case KVLIST:
      return readObject(MAP, at);
    default:
      return 0;
  }
}

/** Reads a string into `code`. */
export function readString(at: usize): usize {
  return load<u8>(at) === QUOTE ? readText(at + 1) : 0;
}

/** @param start behind the opening quote */
export function readText(start: usize): usize {
  let kind: u32 = PLAIN_STRING;
  let end = textEnd(start);
  if (load<u8>(end) !== QUOTE) {
    if (load<u8>(end) !== BACKSLASH) return 0;
    kind = ESCAPED_STRING;
    end = stringEnd(start);
    if (end === 0 || !areEscapes(start, end)) return 0;
  }
  code = intern(kind, start, end);
  return code === 0 ? noRoom() : end + 1;
}

/** Whether each backslash stands before what JSON lets it stand before. */
export function areEscapes(start: usize, end: usize): bool {
  let at = start;
  while (at < end) {
    if (load<u8>(at) !== BACKSLASH) {
      at++;
      continue;
    }
    const letter = load<u8>(at, 1);
    if (letter === 0x75) {
      for (let digit = at + 2; digit < at + 6; digit++) if (digit >= end || !isHexDigit(load<u8>(digit))) return false;
      at += 6;
    } else {
      if (!isEscaped(letter)) return false;
      at += 2;
    }
  }
  return true;
}

/** One of `"\\/bfnrt`. */
function isEscaped(letter: u8): bool {
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}

function isHexDigit(byte: u8): bool {
  return u8(byte - 0x30) <= 9 || u8((byte | 0x20) - 0x61) <= 5;
}

function readObject(kind: u32, at: usize): usize {
  const end = passObject(at);
  if (end === 0) return 0;
  code = intern(kind, at, end);
  return code === 0 ? noRoom() : end;
}

function readBool(at: usize): usize {
  const head = load<u32>(at);
  const end = head === TRUE ? at + 4 : head === FALSE && load<u8>(at, 4) === 0x65 ? at + 5 : 0;
  if (end === 0 || !endsWord(end)) return 0;
  code = intern(WORD, at, end);
  return code === 0 ? noRoom() : end;
}

function readInt(at: usize): usize {
  const end = readInteger(at);
  if (end === 0) return 0;
  store<f64>(NUMBER_AT, f64(integer));
  code = intern(NUMBER, NUMBER_AT, NUMBER_AT + 8);
  return code === 0 ? noRoom() : end;
}

function readDouble(at: usize): usize {
  const end = passNumber(at);
  if (end === 0) return 0;
  code = intern(WRITTEN_DOUBLE, at, end);
  return code === 0 ? noRoom() : end;
}
