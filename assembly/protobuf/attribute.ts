import { noRoom } from '../any-value';
import { emit, isWanted, NO_ROOM, placeOf } from '../pairs';
import { code, readAnyValue } from './any-value';
import { readLength, stop } from './wire';

const KEY: u8 = 0x0a;
const VALUE: u8 = 0x12;

/** Reads a KeyValue, a key and then a value; it becomes a pair if the scope wants it. Returns whether it could. */
export function readAttribute(scope: usize, at: usize, end: usize): bool {
  if (at === end || load<u8>(at) !== KEY) return false;
  const key = readLength(at + 1, end);
  if (key === 0) return false;
  const keyEnd = stop;
  const place = placeOf(scope, key, keyEnd);
  if (place === NO_ROOM) {
    noRoom();
    return false;
  }
  if (keyEnd === end) return place < 0 || emit(place, 0);
  if (load<u8>(keyEnd) !== VALUE) return false;
  const value = readLength(keyEnd + 1, end);
  if (value === 0 || stop !== end) return false;
  if (place < 0) return true;
  const wanted = isWanted(scope, place);
  return (!wanted || readAnyValue(value, end)) && emit(place, wanted ? code : 0);
}
