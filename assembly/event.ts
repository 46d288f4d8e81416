import { code, readString } from './any-value';
import { readAttributes } from './attributes';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET } from './bytes';
import { number, readIsPositive } from './counts';
import { EVENT, field, nextField, nextKey, objectEnd } from './fields';
import {
  EVENT_FIRST_PAIR,
  EVENT_FLAGS,
  EVENT_KEYS,
  EVENT_LAST_PAIR,
  EVENT_NAME,
  EVENT_NANOSECONDS,
  EVENT_SECONDS,
  EVENTS,
  PAIR_COUNT,
} from './layout';
import { beginEvent, nameRow } from './rows';
import { nanoseconds, readTime, seconds } from './scalars';
import { skipValue, space } from './tokens';

export const TIME: u32 = 1;
export const NAME: u32 = 2;
export const ATTRIBUTES: u32 = 3;
export const DROPPED_ATTRIBUTES: u32 = 4;

/** Reads a span's array of events, each into a row. */
export function readEvents(start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACKET) return 0;
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACKET) return at + 1;
  while (true) {
    at = space(readEvent(at));
    if (load<u8>(at) === CLOSE_BRACKET) return at + 1;
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
  }
}

function readEvent(start: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  const row = beginEvent();
  if (row >= usize(EVENTS)) return 0;
  const end = readFields(row, start);
  return end !== 0 && nameRow(EVENT_NAME, row) ? end : 0;
}

function readFields(row: usize, start: usize): usize {
  let at = space(start + 1);
  if (load<u8>(at) === CLOSE_BRACE) return at + 1;
  let before: u32 = 0;
  let seen: u32 = 0;
  while (true) {
    at = nextField(EVENT, before, at);
    if (at === 0) return 0;
    before = field;
    const bit = 1 << field;
    if (field !== 0 && (seen & bit) !== 0) return 0;
    seen |= bit;
    at = nextKey(EVENT, readField(row, field, space(at)));
    if (at === 0) return objectEnd;
  }
}

function readField(row: usize, field: u32, at: usize): usize {
  let end: usize;
  switch (field) {
    case TIME:
      end = readTime(at);
      if (end === 0) return 0;
      store<u32>(EVENT_SECONDS + row * 4, seconds);
      store<u32>(EVENT_NANOSECONDS + row * 4, nanoseconds);
      return end;
    case NAME:
      end = readString(at);
      if (end === 0) return 0;
      store<u32>(EVENT_NAME + row * 4, code);
      return end;
    case ATTRIBUTES:
      store<u32>(EVENT_FIRST_PAIR + row * 4, load<u32>(PAIR_COUNT));
      end = readAttributes(EVENT_KEYS, at);
      store<u32>(EVENT_LAST_PAIR + row * 4, load<u32>(PAIR_COUNT));
      return end;
    case DROPPED_ATTRIBUTES:
      end = readIsPositive(at);
      if (end === 0) return 0;
      store<u8>(EVENT_FLAGS + row, u8(number));
      return end;
    default:
      return skipValue(at);
  }
}
