import { COLON, QUOTE } from './bytes';
import { TABLES } from './layout';
import { sameBytes } from './texts';
import { space, textEnd } from './tokens';

// Fields of each kind of object by their keys. Writers keep to one order, so the field that came next last time is
// tried first, with its quotes and colon as compact JSON has them.

const LONGEST_NAME: u32 = 31;
/** In a table: the first entry by the name's length, then the entry that followed each field. */
const SUCCESSOR: usize = 32;
const TABLE_SIZE: usize = 64;
/** In an entry: the key as it is written, its length, the field, and the next entry with as long a name. */
const ENTRY_LENGTH: usize = 40;
const ENTRY_FIELD: usize = 41;
const ENTRY_NEXT: usize = 42;
const ENTRY_SIZE: usize = 48;

const FIRST_TABLE: usize = TABLES + 256;
export const SPAN: usize = FIRST_TABLE;
export const STATUS: usize = FIRST_TABLE + TABLE_SIZE;
export const EVENT: usize = FIRST_TABLE + TABLE_SIZE * 2;
export const ATTRIBUTE: usize = FIRST_TABLE + TABLE_SIZE * 3;
export const ANY_VALUE: usize = FIRST_TABLE + TABLE_SIZE * 4;
const ENTRIES: usize = FIRST_TABLE + TABLE_SIZE * 5;

let entries: u32 = 1;

/** The field of the key that was read last; 0 for one that isn't known. */
export let field: u32 = 0;

/** For who knows a key by itself. */
export function setField(to: u32): void {
  field = to;
}

/** Forgets all keys. Entry 0 is like nothing. */
export function clearFields(): void {
  memory.fill(FIRST_TABLE, 0, ENTRIES - FIRST_TABLE);
  store<u8>(ENTRIES, 0xff);
  store<u8>(ENTRIES, 1, ENTRY_LENGTH);
  entries = 1;
}

/** Makes a key known. */
export function addField(table: usize, number: u32, name: string): void {
  const entry = ENTRIES + usize(entries) * ENTRY_SIZE;
  const length = u32(name.length);
  store<u8>(entry, QUOTE);
  for (let i: u32 = 0; i < length; i++) store<u8>(entry + 1 + i, u8(name.charCodeAt(i)));
  store<u8>(entry + 1 + length, QUOTE);
  store<u8>(entry + 2 + length, COLON);
  store<u8>(entry, u8(length + 3), ENTRY_LENGTH);
  store<u8>(entry, u8(number), ENTRY_FIELD);
  store<u8>(entry, load<u8>(table + length), ENTRY_NEXT);
  store<u8>(table + length, u8(entries));
  entries++;
}

/**
 * Reads a key and its colon, at a quote.
 * @param before the field before this one, 0 for none
 */
export function nextField(table: usize, before: u32, at: usize): usize {
  const guess = ENTRIES + usize(load<u8>(table + before, SUCCESSOR)) * ENTRY_SIZE;
  const guessed = u32(load<u8>(guess, ENTRY_LENGTH));
  if (sameBytes(at, guess, guessed)) {
    field = u32(load<u8>(guess, ENTRY_FIELD));
    return at + guessed;
  }
  if (load<u8>(at) !== QUOTE) return 0;
  const end = textEnd(at + 1);
  if (load<u8>(end) !== QUOTE) return 0;
  const colon = space(end + 1);
  if (load<u8>(colon) !== COLON) return 0;
  field = findField(table, before, at, u32(end - at) - 1);
  return colon + 1;
}

function findField(table: usize, before: u32, at: usize, length: u32): u32 {
  if (length > LONGEST_NAME) return 0;
  let number = load<u8>(table + length);
  while (number !== 0) {
    const entry = ENTRIES + usize(number) * ENTRY_SIZE;
    if (sameBytes(at, entry, length + 2)) {
      store<u8>(table + before, number, SUCCESSOR);
      return u32(load<u8>(entry, ENTRY_FIELD));
    }
    number = load<u8>(entry, ENTRY_NEXT);
  }
  return 0;
}
