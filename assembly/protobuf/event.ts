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
} from '../layout';
import { beginEvent, nameRow } from '../rows';
import { code, readText } from './any-value';
import { readAttribute } from './attribute';
import { nanoseconds, readTime, seconds } from './time';
import { passField, readLength, readVarint, stop, varint } from './wire';

const TIME: u8 = 0x09;
const NAME: u8 = 0x12;
const ATTRIBUTE: u8 = 0x1a;
const DROPPED_ATTRIBUTES: u8 = 0x20;

/** Reads an event into a row; returns whether it could. */
export function readEvent(start: usize, end: usize): bool {
  const row = beginEvent();
  if (row >= usize(EVENTS)) return false;
  const word = row * 4;
  store<u32>(EVENT_FIRST_PAIR + word, load<u32>(PAIR_COUNT));
  let at = start;
  while (at < end) {
    switch (load<u8>(at)) {
      case TIME:
        at = readTime(at + 1);
        store<u32>(EVENT_SECONDS + word, seconds);
        store<u32>(EVENT_NANOSECONDS + word, nanoseconds);
        break;
      case NAME:
        at = readText(at + 1, end);
        store<u32>(EVENT_NAME + word, code);
        break;
      case ATTRIBUTE: {
        const from = readLength(at + 1, end);
        at = stop;
        if (from === 0 || !readAttribute(EVENT_KEYS, from, at)) return false;
        break;
      }
      case DROPPED_ATTRIBUTES:
        at = readVarint(at + 1, end);
        store<u8>(EVENT_FLAGS + row, u8(u32(varint) !== 0));
        break;
      default:
        at = passField(at, end);
    }
    if (at === 0) return false;
  }
  store<u32>(EVENT_LAST_PAIR + word, load<u32>(PAIR_COUNT));
  return at === end && nameRow(EVENT_NAME, row);
}
