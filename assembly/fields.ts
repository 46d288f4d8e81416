import { CLOSE_BRACE, COLON, COMMA, NEWLINE, QUOTE } from './bytes';
import { TABLES } from './layout';
import { line, setLine, space, textEnd } from './tokens';
import { isShortWritten, isWritten, LONGEST_WRITTEN } from './written';

// Fields of each kind of object by their keys. Writers keep to one order and one spacing: the field that came next last
// time is tried first, and a key is looked for as it was written last, with its quotes, its colon and the spaces there.

/** In a table: by how names begin, the first of their entries; the entry that followed each field; what is between fields. */
const BUCKETS: u32 = 64;
const SUCCESSOR: usize = 64;
const SEPARATOR_LENGTH: usize = 96;
const SEPARATOR_LINES: usize = 100;
const SEPARATOR: usize = 112;
const TABLE_SIZE: usize = SEPARATOR + LONGEST_WRITTEN;
/** In an entry: the key as it is written, the length of that and of its name in quotes, the field, the next that begins so. */
const LONGEST_KEY: usize = 32;
const ENTRY_LENGTH: usize = 32;
const ENTRY_NAME_LENGTH: usize = 33;
const ENTRY_FIELD: usize = 34;
const ENTRY_NEXT: usize = 35;
const ENTRY_SIZE: usize = 48;

const FIRST_TABLE: usize = TABLES + 256;
export const SPAN: usize = FIRST_TABLE;
export const STATUS: usize = FIRST_TABLE + TABLE_SIZE;
export const EVENT: usize = FIRST_TABLE + TABLE_SIZE * 2;
export const ATTRIBUTE: usize = FIRST_TABLE + TABLE_SIZE * 3;
export const ANY_VALUE: usize = FIRST_TABLE + TABLE_SIZE * 4;
const ENTRIES: usize = FIRST_TABLE + TABLE_SIZE * 5;

/** `,"` */
const COMMA_QUOTE: u16 = 0x222c;

let entries: u32 = 1;

/** The field of the key that was read last; 0 for one that isn't known. */
export let field: u32 = 0;
/** Where the object was found to end, behind its brace; 0 where it goes on. */
export let objectEnd: usize = 0;

/** For who knows a key by itself. */
export function setField(to: u32): void {
  field = to;
}

/** Forgets all keys. Entry 0 is like nothing. */
export function clearFields(): void {
  memory.fill(FIRST_TABLE, 0, ENTRIES - FIRST_TABLE);
  for (let table = FIRST_TABLE; table < ENTRIES; table += TABLE_SIZE) {
    store<u32>(table, 2, SEPARATOR_LENGTH);
    store<u8>(table, COMMA, SEPARATOR);
    store<u8>(table, QUOTE, SEPARATOR + 1);
  }
  store<u8>(ENTRIES, 0xff);
  store<u8>(ENTRIES, 1, ENTRY_LENGTH);
  entries = 1;
}

/** Makes a key known. Those that begin alike are tried in the order in which they are made known. */
export function addField(table: usize, number: u32, name: string): void {
  const entry = ENTRIES + usize(entries) * ENTRY_SIZE;
  const length = u32(name.length);
  store<u8>(entry, QUOTE);
  for (let i: u32 = 0; i < length; i++) store<u8>(entry + 1 + i, u8(name.charCodeAt(i)));
  store<u8>(entry + 1 + length, QUOTE);
  store<u8>(entry + 2 + length, COLON);
  store<u8>(entry, u8(length + 3), ENTRY_LENGTH);
  store<u8>(entry, u8(length + 2), ENTRY_NAME_LENGTH);
  store<u8>(entry, u8(number), ENTRY_FIELD);
  store<u8>(entry, 0, ENTRY_NEXT);
  let link = table + bucketOf(entry);
  while (load<u8>(link) !== 0) link = entryOf(load<u8>(link)) + ENTRY_NEXT;
  store<u8>(link, u8(entries));
  entries++;
}

/** By four letters, of which those that are known are all told apart. @param at the key's opening quote */
function bucketOf(at: usize): usize {
  return usize((load<u32>(at, 1) * 0xc7de_ef03) / (0x8000_0000 / (BUCKETS / 2)));
}

function entryOf(number: u8): usize {
  return ENTRIES + usize(number) * ENTRY_SIZE;
}

/**
 * Reads a key and its colon, at a quote.
 * @param before the field before this one, 0 for none
 */
export function nextField(table: usize, before: u32, at: usize): usize {
  const guess = entryOf(load<u8>(table + before, SUCCESSOR));
  const guessed = usize(load<u8>(guess, ENTRY_LENGTH));
  if (isWritten(at, guess, guessed)) {
    field = u32(load<u8>(guess, ENTRY_FIELD));
    return at + guessed;
  }
  return otherField(table, before, at);
}

/** The same of another field than the one that is tried first. */
function otherField(table: usize, before: u32, at: usize): usize {
  let number = load<u8>(table + bucketOf(at));
  while (number !== 0) {
    const entry = entryOf(number);
    const length = usize(load<u8>(entry, ENTRY_LENGTH));
    if (isShortWritten(at, entry, length)) {
      store<u8>(table + before, number, SUCCESSOR);
      field = u32(load<u8>(entry, ENTRY_FIELD));
      return at + length;
    }
    number = load<u8>(entry, ENTRY_NEXT);
  }
  return readKey(table, at);
}

/** Any key, in any spacing. */
function readKey(table: usize, at: usize): usize {
  if (load<u8>(at) !== QUOTE) return 0;
  const end = textEnd(at + 1);
  if (load<u8>(end) !== QUOTE) return 0;
  const colon = space(end + 1);
  if (load<u8>(colon) !== COLON) return 0;
  const value = colon + 1 + spaces(colon + 1);
  field = findField(table, at, end + 1, value);
  return value;
}

function spaces(start: usize): usize {
  let at = start;
  while (load<u8>(at) === 0x20) at++;
  return at - start;
}

/** @param value where what the key is written with ends, as it is to be remembered */
function findField(table: usize, at: usize, end: usize, value: usize): u32 {
  let number = load<u8>(table + bucketOf(at));
  while (number !== 0) {
    const entry = entryOf(number);
    const length = usize(load<u8>(entry, ENTRY_NAME_LENGTH));
    if (length === end - at && isShortWritten(at, entry, length)) {
      remember(entry, at, value);
      return u32(load<u8>(entry, ENTRY_FIELD));
    }
    number = load<u8>(entry, ENTRY_NEXT);
  }
  return 0;
}

function remember(entry: usize, at: usize, end: usize): void {
  if (end - at > LONGEST_KEY || newlines(at, end) > 0) return;
  memory.copy(entry, at, end - at);
  store<u8>(entry, u8(end - at), ENTRY_LENGTH);
}

/** Goes from behind a value to the next key; 0 where the object ends, or where there is neither. */
export function nextKey(table: usize, at: usize): usize {
  if (load<u16>(at) === COMMA_QUOTE) return at + 1;
  const length = usize(load<u32>(table, SEPARATOR_LENGTH));
  if (isWritten(at, table + SEPARATOR, length)) {
    setLine(line + load<u32>(table, SEPARATOR_LINES));
    return at + length - 1;
  }
  return otherKey(table, at);
}

/** The same where what is between is not as it was last. */
function otherKey(table: usize, at: usize): usize {
  const comma = space(at);
  const byte = load<u8>(comma);
  objectEnd = byte === CLOSE_BRACE ? comma + 1 : 0;
  if (byte !== COMMA) return 0;
  const key = space(comma + 1);
  if (load<u8>(key) !== QUOTE) return 0;
  rememberSeparator(table, at, key + 1);
  return key;
}

function rememberSeparator(table: usize, start: usize, end: usize): void {
  if (end - start > LONGEST_WRITTEN) return;
  store<u32>(table, u32(end - start), SEPARATOR_LENGTH);
  store<u32>(table, newlines(start, end), SEPARATOR_LINES);
  memory.copy(table + SEPARATOR, start, end - start);
}

/** How many there are. */
function newlines(start: usize, end: usize): u32 {
  let count: u32 = 0;
  for (let at = start; at < end; at++) if (load<u8>(at) === NEWLINE) count++;
  return count;
}
