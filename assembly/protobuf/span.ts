import {
  END_NANOSECONDS,
  END_SECONDS,
  FIRST_PAIR,
  FLAGS,
  ID_HIGH,
  ID_LOW,
  KIND,
  LAST_PAIR,
  NAME,
  PAIR_COUNT,
  PARENT_HIGH,
  PARENT_LOW,
  PARENT_STATE,
  SPAN_KEYS,
  START_NANOSECONDS,
  START_SECONDS,
  STATUS,
  STATUS_MESSAGE,
  TRACE_0,
  TRACE_1,
  TRACE_2,
  TRACE_3,
  WANTS_EVENTS,
  WANTS_LINKS,
  WANTS_STATUS_MESSAGE,
} from '../layout';
import { DROPPED_ATTRIBUTES, DROPPED_EVENTS, DROPPED_LINKS, nameRow, SAMPLED, SPAN_KINDS, STATUS_CODES } from '../rows';
import { saysSampled } from '../sampling';
import { code, readText } from './any-value';
import { readAttribute } from './attribute';
import { readEvent } from './event';
import { nanoseconds, readTime, seconds } from './time';
import { passField, readLength, readVarint, stop, varint } from './wire';

/** Tags: a field's number and wire type. */
const T_TRACE_ID: u8 = 0x0a;
const T_SPAN_ID: u8 = 0x12;
const T_TRACE_STATE: u8 = 0x1a;
const T_PARENT_SPAN_ID: u8 = 0x22;
const T_NAME: u8 = 0x2a;
const T_KIND: u8 = 0x30;
const T_START: u8 = 0x39;
const T_END: u8 = 0x41;
const T_ATTRIBUTE: u8 = 0x4a;
const T_DROPPED_ATTRIBUTES: u8 = 0x50;
const T_EVENT: u8 = 0x5a;
const T_DROPPED_EVENTS: u8 = 0x60;
const T_LINK: u8 = 0x6a;
const T_DROPPED_LINKS: u8 = 0x70;
const T_STATUS: u8 = 0x7a;

const S_MESSAGE: u8 = 0x12;
const S_CODE: u8 = 0x18;

const HAS_TRACE_ID: u32 = 1;
const HAS_SPAN_ID: u32 = 2;
const HAS_ATTRIBUTES: u32 = 4;

/** What the span at hand has of the above. */
let has: u32 = 0;

/** Reads the fields of a span into a row that was begun; returns whether it could. */
export function readFields(row: usize, start: usize, end: usize): bool {
  has = 0;
  let at = start;
  while (at < end) {
    at = readField(row, at, end);
    if (at === 0) return false;
  }
  return at === end && (has & (HAS_TRACE_ID | HAS_SPAN_ID)) === (HAS_TRACE_ID | HAS_SPAN_ID) && nameRow(NAME, row);
}

function readField(row: usize, at: usize, end: usize): usize {
  const word = row * 4;
  switch (load<u8>(at)) {
    case T_TRACE_ID:
      return readTraceId(word, at + 1);
    case T_SPAN_ID:
      return readSpanId(word, at + 1);
    case T_PARENT_SPAN_ID:
      return readParentId(row, at + 1);
    case T_NAME:
      at = readText(at + 1, end);
      store<u32>(NAME + word, code);
      return at;
    case T_KIND:
      return readEnum(KIND + row, SPAN_KINDS, at + 1);
    case T_START:
      at = readTime(at + 1);
      store<u32>(START_SECONDS + word, seconds);
      store<u32>(START_NANOSECONDS + word, nanoseconds);
      return at;
    case T_END:
      at = readTime(at + 1);
      store<u32>(END_SECONDS + word, seconds);
      store<u32>(END_NANOSECONDS + word, nanoseconds);
      return at;
    case T_ATTRIBUTE:
      return readOwnAttribute(word, at + 1, end);
    default:
      return readRareField(row, at, end);
  }
}

function readRareField(row: usize, at: usize, end: usize): usize {
  switch (load<u8>(at)) {
    case T_TRACE_STATE: {
      const from = readLength(at + 1, end);
      if (from === 0) return 0;
      setFlag(row, SAMPLED, saysSampled(from, stop));
      return stop;
    }
    case T_STATUS: {
      const from = readLength(at + 1, end);
      return from === 0 ? 0 : readStatus(row, from, stop);
    }
    case T_EVENT: {
      if (load<u32>(WANTS_EVENTS) === 0) return passField(at, end);
      const from = readLength(at + 1, end);
      const last = stop;
      return from !== 0 && readEvent(from, last) ? last : 0;
    }
    case T_LINK:
      // links are rare: where they are wanted, somebody else reads the span
      return load<u32>(WANTS_LINKS) === 0 ? passField(at, end) : 0;
    case T_DROPPED_ATTRIBUTES:
      return readDropped(row, DROPPED_ATTRIBUTES, at + 1, end);
    case T_DROPPED_EVENTS:
      return readDropped(row, DROPPED_EVENTS, at + 1, end);
    case T_DROPPED_LINKS:
      return readDropped(row, DROPPED_LINKS, at + 1, end);
    default:
      return passField(at, end);
  }
}

function readTraceId(word: usize, at: usize): usize {
  if (load<u8>(at) !== 16 || (load<u64>(at, 1) | load<u64>(at, 9)) === 0) return 0;
  store<u32>(TRACE_0 + word, bswap<u32>(load<u32>(at, 1)));
  store<u32>(TRACE_1 + word, bswap<u32>(load<u32>(at, 5)));
  store<u32>(TRACE_2 + word, bswap<u32>(load<u32>(at, 9)));
  store<u32>(TRACE_3 + word, bswap<u32>(load<u32>(at, 13)));
  has |= HAS_TRACE_ID;
  return at + 17;
}

function readSpanId(word: usize, at: usize): usize {
  if (load<u8>(at) !== 8 || load<u64>(at, 1) === 0) return 0;
  store<u32>(ID_HIGH + word, bswap<u32>(load<u32>(at, 1)));
  store<u32>(ID_LOW + word, bswap<u32>(load<u32>(at, 5)));
  has |= HAS_SPAN_ID;
  return at + 9;
}

/** Empty or all zeros: there is none. */
function readParentId(row: usize, at: usize): usize {
  const length = load<u8>(at);
  if (length !== 0 && length !== 8) return 0;
  const id = length === 0 ? 0 : load<u64>(at, 1);
  store<u8>(PARENT_STATE + row, u8(id !== 0));
  store<u32>(PARENT_HIGH + row * 4, bswap<u32>(u32(id)));
  store<u32>(PARENT_LOW + row * 4, bswap<u32>(u32(id >> 32)));
  return at + 1 + usize(length);
}

/** Those of one span lie together, or somebody else reads it. */
function readOwnAttribute(word: usize, at: usize, end: usize): usize {
  const from = readLength(at, end);
  if (from === 0) return 0;
  const last = stop;
  const pairs = load<u32>(PAIR_COUNT);
  if ((has & HAS_ATTRIBUTES) === 0) store<u32>(FIRST_PAIR + word, pairs);
  else if (load<u32>(LAST_PAIR + word) !== pairs) return 0;
  if (!readAttribute(SPAN_KEYS, from, last)) return 0;
  has |= HAS_ATTRIBUTES;
  store<u32>(LAST_PAIR + word, load<u32>(PAIR_COUNT));
  return last;
}

function readStatus(row: usize, start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const tag = load<u8>(at);
    if (tag === S_CODE) at = readEnum(STATUS + row, STATUS_CODES, at + 1);
    else if (tag === S_MESSAGE && load<u32>(WANTS_STATUS_MESSAGE) !== 0) {
      at = readText(at + 1, end);
      store<u32>(STATUS_MESSAGE + row * 4, code);
    } else at = passField(at, end);
    if (at === 0) return 0;
  }
  return at === end ? at : 0;
}

function readEnum(column: usize, known: u8, at: usize): usize {
  const value = load<u8>(at);
  if (value >= known) return 0;
  store<u8>(column, value);
  return at + 1;
}

function readDropped(row: usize, flag: u8, at: usize, end: usize): usize {
  const last = readVarint(at, end);
  setFlag(row, flag, u32(varint) !== 0);
  return last;
}

function setFlag(row: usize, flag: u8, on: bool): void {
  const flags = load<u8>(FLAGS + row);
  store<u8>(FLAGS + row, on ? flags | flag : flags & ~flag);
}
