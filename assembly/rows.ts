import { noRoom } from './any-value';
import {
  END_NANOSECONDS,
  END_SECONDS,
  EVENT_COUNT,
  EVENT_FIRST_PAIR,
  EVENT_FLAGS,
  EVENT_LAST_PAIR,
  EVENT_NAME,
  EVENT_NANOSECONDS,
  EVENT_SECONDS,
  EVENTS,
  FIRST_EVENT,
  FIRST_PAIR,
  FLAGS,
  KIND,
  LAST_PAIR,
  NAME,
  OFFSET,
  PARENT_HIGH,
  PARENT_LOW,
  PARENT_STATE,
  PLAIN_STRING,
  RESOURCE,
  SCOPE,
  SPAN_LINE,
  START_NANOSECONDS,
  START_SECONDS,
  STATUS,
  STATUS_MESSAGE,
  WINDOW,
} from './layout';
import { intern } from './texts';

/** Bits of a span's flags. */
export const DROPPED_ATTRIBUTES: u8 = 1;
export const DROPPED_EVENTS: u8 = 2;
export const DROPPED_LINKS: u8 = 4;
export const SAMPLED: u8 = 8;

/** How many kinds and status codes there are: another number isn't as usual. */
export const SPAN_KINDS: u8 = 6;
export const STATUS_CODES: u8 = 3;

/** A span's row, in which nothing but its place is said. */
export function beginRow(row: usize, resource: u32, scope: u32, start: usize, line: u32): void {
  const word = row * 4;
  store<u32>(OFFSET + word, u32(start - WINDOW));
  store<u32>(SPAN_LINE + word, line);
  store<u32>(RESOURCE + word, resource);
  store<u32>(SCOPE + word, scope);
  store<u32>(PARENT_HIGH + word, 0);
  store<u32>(PARENT_LOW + word, 0);
  store<u32>(NAME + word, 0);
  store<u32>(STATUS_MESSAGE + word, 0);
  store<u32>(START_SECONDS + word, 0);
  store<u32>(START_NANOSECONDS + word, 0);
  store<u32>(END_SECONDS + word, 0);
  store<u32>(END_NANOSECONDS + word, 0);
  store<u32>(FIRST_PAIR + word, 0);
  store<u32>(LAST_PAIR + word, 0);
  store<u32>(FIRST_EVENT + word, load<u32>(EVENT_COUNT));
  store<u8>(PARENT_STATE + row, 0);
  store<u8>(KIND + row, 0);
  store<u8>(STATUS + row, 0);
  store<u8>(FLAGS + row, 0);
}

/** An event's row, likewise; what it returns is `EVENTS` if there is no room. */
export function beginEvent(): usize {
  const row = usize(load<u32>(EVENT_COUNT));
  if (row >= usize(EVENTS)) {
    noRoom();
    return row;
  }
  store<u32>(EVENT_COUNT, u32(row) + 1);
  store<u32>(EVENT_NAME + row * 4, 0);
  store<u32>(EVENT_SECONDS + row * 4, 0);
  store<u32>(EVENT_NANOSECONDS + row * 4, 0);
  store<u8>(EVENT_FLAGS + row, 0);
  store<u32>(EVENT_FIRST_PAIR + row * 4, 0);
  store<u32>(EVENT_LAST_PAIR + row * 4, 0);
  return row;
}

/** Gives what was read without a name the empty one; false if there is no room for it. */
export function nameRow(names: usize, row: usize): bool {
  if (load<u32>(names + row * 4) !== 0) return true;
  const empty = intern(PLAIN_STRING, 0, 0);
  if (empty === 0) {
    noRoom();
    return false;
  }
  store<u32>(names + row * 4, empty);
  return true;
}
