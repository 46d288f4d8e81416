import { noRoom } from '../any-value';
import { LIST_MESSAGE, NUMBER, PLAIN_STRING, WORD } from '../layout';
import { intern } from '../texts';
import { readLength, readVarint, stop, varint } from './wire';

const STRING: u8 = 0x0a;
const BOOL: u8 = 0x10;
const INT: u8 = 0x18;
const DOUBLE: u8 = 0x21;
const ARRAY: u8 = 0x2a;
/** Of an ArrayValue. */
const VALUES: u8 = 0x0a;

const LARGEST: i64 = 0x1f_ffff_ffff_ffff;

/** Where a number waits to be interned, and `true` and `false`; zeros are behind them. */
const NUMBER_AT: usize = 48;
const TRUE_AT: usize = 80;
const FALSE_AT: usize = 112;

/** The code of the value that was read last; 0 for an empty one. */
export let code: u32 = 0;

export function fillWords(): void {
  store<u32>(TRUE_AT, 0x65757274);
  store<u64>(FALSE_AT, 0x65_736c6166);
}

/** Reads an AnyValue with one member at most; maps, bytes and lists of them are left to others. Returns whether it could. */
export function readAnyValue(at: usize, end: usize): bool {
  code = 0;
  if (at === end) return true;
  switch (load<u8>(at)) {
    case STRING: {
      const from = readLength(at + 1, end);
      return from !== 0 && stop === end && keep(PLAIN_STRING, from, end);
    }
    case BOOL:
      if (readVarint(at + 1, end) !== end) return false;
      return varint !== 0 ? keep(WORD, TRUE_AT, TRUE_AT + 4) : keep(WORD, FALSE_AT, FALSE_AT + 5);
    case INT: {
      if (readVarint(at + 1, end) !== end) return false;
      const integer = i64(varint);
      if (integer > LARGEST || integer < -LARGEST) return false;
      store<f64>(NUMBER_AT, f64(integer));
      return keep(NUMBER, NUMBER_AT, NUMBER_AT + 8);
    }
    case DOUBLE:
      if (at + 9 !== end) return false;
      store<u64>(NUMBER_AT, load<u64>(at + 1));
      return keep(NUMBER, NUMBER_AT, NUMBER_AT + 8);
    case ARRAY: {
      const from = readLength(at + 1, end);
      return from !== 0 && stop === end && isList(from, end) && keep(LIST_MESSAGE, from, end);
    }
    default:
      return false;
  }
}

/** Whether there is nothing but values with one member at most, none of them a list, a map or bytes. */
function isList(start: usize, end: usize): bool {
  let at = start;
  while (at < end) {
    if (load<u8>(at) !== VALUES) return false;
    const from = readLength(at + 1, end);
    if (from === 0) return false;
    at = stop;
    if (!isScalar(from, at)) return false;
  }
  return true;
}

function isScalar(at: usize, end: usize): bool {
  if (at === end) return true;
  switch (load<u8>(at)) {
    case STRING:
      return readLength(at + 1, end) !== 0 && stop === end;
    case BOOL:
      return readVarint(at + 1, end) === end;
    case INT:
      return readVarint(at + 1, end) === end && i64(varint) <= LARGEST && i64(varint) >= -LARGEST;
    case DOUBLE:
      return at + 9 === end;
    default:
      return false;
  }
}

/** Reads the text behind a length into `code`; returns where it ends. */
export function readText(at: usize, end: usize): usize {
  const from = readLength(at, end);
  if (from === 0) return 0;
  const last = stop;
  return keep(PLAIN_STRING, from, last) ? last : 0;
}

function keep(kind: u32, start: usize, end: usize): bool {
  code = intern(kind, start, end);
  if (code === 0) noRoom();
  return code !== 0;
}
