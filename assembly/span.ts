import { code, readString } from './any-value';
import { readAttributes } from './attributes';
import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { number, readEnum, readIsPositive } from './counts';
import { readEvents } from './event';
import { field, nextField, nextKey, objectEnd, SPAN, STATUS as STATUS_TABLE } from './fields';
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
} from './layout';
import {
  beginRow,
  DROPPED_ATTRIBUTES,
  DROPPED_EVENTS,
  DROPPED_LINKS,
  nameRow,
  SAMPLED,
  SPAN_KINDS,
  STATUS_CODES,
} from './rows';
import { saysSampled } from './sampling';
import { nanoseconds, readSpanId, readTime, readTraceId, seconds, word0, word1, word2, word3 } from './scalars';
import { line, skipValue, space, textEnd } from './tokens';

export const F_TRACE_ID: u32 = 1;
export const F_SPAN_ID: u32 = 2;
export const F_TRACE_STATE: u32 = 3;
export const F_PARENT_SPAN_ID: u32 = 4;
export const F_NAME: u32 = 5;
export const F_KIND: u32 = 6;
export const F_START: u32 = 7;
export const F_END: u32 = 8;
export const F_ATTRIBUTES: u32 = 9;
export const F_DROPPED_ATTRIBUTES: u32 = 10;
export const F_EVENTS: u32 = 11;
export const F_DROPPED_EVENTS: u32 = 12;
export const F_LINKS: u32 = 13;
export const F_DROPPED_LINKS: u32 = 14;
export const F_STATUS: u32 = 15;

export const S_MESSAGE: u32 = 1;
export const S_CODE: u32 = 2;

const BOTH_IDS: u32 = (1 << F_TRACE_ID) | (1 << F_SPAN_ID);

/** Reads the span at a brace into a row; of what it adds beside the row, the counts are the caller's to put back. */
export function readSpan(row: usize, resource: u32, scope: u32, start: usize): usize {
  beginRow(row, resource, scope, start, line);
  const end = readFields(row, start);
  return end !== 0 && nameRow(NAME, row) ? end : 0;
}

function readFields(row: usize, start: usize): usize {
  let before: u32 = 0;
  let seen: u32 = 0;
  let at = space(start + 1);
  while (true) {
    at = nextField(SPAN, before, at);
    if (at === 0) return 0;
    before = field;
    const bit = 1 << field;
    if (field !== 0 && (seen & bit) !== 0) return 0;
    seen |= bit;
    at = nextKey(SPAN, readField(row, field, space(at)));
    if (at === 0) return (seen & BOTH_IDS) === BOTH_IDS ? objectEnd : 0;
  }
}

function readField(row: usize, field: u32, at: usize): usize {
  let end: usize;
  switch (field) {
    case F_TRACE_ID:
      return readOwnTraceId(row, at);
    case F_SPAN_ID:
      end = readSpanId(at);
      if (end === 0 || (word0 | word1) === 0) return 0;
      store<u32>(ID_HIGH + row * 4, word0);
      store<u32>(ID_LOW + row * 4, word1);
      return end;
    case F_PARENT_SPAN_ID:
      return readParentId(row, at);
    case F_NAME:
      end = readString(at);
      if (end !== 0) store<u32>(NAME + row * 4, code);
      return end;
    case F_KIND:
      end = readEnum(at, SPAN_KINDS);
      if (end !== 0) store<u8>(KIND + row, u8(number));
      return end;
    case F_START:
      end = readTime(at);
      if (end === 0) return 0;
      store<u32>(START_SECONDS + row * 4, seconds);
      store<u32>(START_NANOSECONDS + row * 4, nanoseconds);
      return end;
    case F_END:
      end = readTime(at);
      if (end === 0) return 0;
      store<u32>(END_SECONDS + row * 4, seconds);
      store<u32>(END_NANOSECONDS + row * 4, nanoseconds);
      return end;
    case F_ATTRIBUTES:
      store<u32>(FIRST_PAIR + row * 4, load<u32>(PAIR_COUNT));
      end = readAttributes(SPAN_KEYS, at);
      store<u32>(LAST_PAIR + row * 4, load<u32>(PAIR_COUNT));
      return end;
    case F_STATUS:
      return readStatus(row, at);
    case F_EVENTS:
      return load<u32>(WANTS_EVENTS) !== 0 ? readEvents(at) : skipValue(at);
    case F_LINKS:
      return load<u32>(WANTS_LINKS) !== 0 ? passNoLinks(at) : skipValue(at);
    case F_TRACE_STATE:
      return readTraceState(row, at);
    case F_DROPPED_ATTRIBUTES:
      return readDropped(row, DROPPED_ATTRIBUTES, at);
    case F_DROPPED_EVENTS:
      return readDropped(row, DROPPED_EVENTS, at);
    case F_DROPPED_LINKS:
      return readDropped(row, DROPPED_LINKS, at);
    default:
      return skipValue(at);
  }
}

function readOwnTraceId(row: usize, at: usize): usize {
  const end = readTraceId(at);
  if (end === 0 || (word0 | word1 | word2 | word3) === 0) return 0;
  store<u32>(TRACE_0 + row * 4, word0);
  store<u32>(TRACE_1 + row * 4, word1);
  store<u32>(TRACE_2 + row * 4, word2);
  store<u32>(TRACE_3 + row * 4, word3);
  return end;
}

/** Empty or all zeros: there is none. */
function readParentId(row: usize, at: usize): usize {
  if (load<u8>(at) === QUOTE && load<u8>(at, 1) === QUOTE) return at + 2;
  const end = readSpanId(at);
  if (end === 0 || (word0 | word1) === 0) return end;
  store<u8>(PARENT_STATE + row, 1);
  store<u32>(PARENT_HIGH + row * 4, word0);
  store<u32>(PARENT_LOW + row * 4, word1);
  return end;
}

function readStatus(row: usize, start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACE) return at + 1;
  let before: u32 = 0;
  while (true) {
    at = nextField(STATUS_TABLE, before, at);
    if (at === 0) return 0;
    before = field;
    at = space(at);
    if (field === S_CODE) {
      at = readEnum(at, STATUS_CODES);
      store<u8>(STATUS + row, u8(number));
    } else if (field === S_MESSAGE && load<u32>(WANTS_STATUS_MESSAGE) !== 0) {
      at = readString(at);
      store<u32>(STATUS_MESSAGE + row * 4, code);
    } else at = skipValue(at);
    at = nextKey(STATUS_TABLE, at);
    if (at === 0) return objectEnd;
  }
}

/** Links are rare: only spans without one are read here where they are wanted. */
function passNoLinks(start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACKET) return 0;
  const at = space(start + 1);
  return load<u8>(at) === CLOSE_BRACKET ? at + 1 : 0;
}

function readTraceState(row: usize, at: usize): usize {
  if (load<u8>(at) !== QUOTE) return 0;
  const end = textEnd(at + 1);
  if (load<u8>(end) !== QUOTE) return 0;
  if (saysSampled(at + 1, end)) store<u8>(FLAGS + row, load<u8>(FLAGS + row) | SAMPLED);
  return end + 1;
}

function readDropped(row: usize, flag: u8, at: usize): usize {
  const end = readIsPositive(at);
  if (end !== 0 && number !== 0) store<u8>(FLAGS + row, load<u8>(FLAGS + row) | flag);
  return end;
}
