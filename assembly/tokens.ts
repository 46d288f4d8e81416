import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, NEWLINE, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { TABLES } from './layout';

// Functions take a position and return the one behind what they read, or 0 where that is not what they expect. A byte
// 0 stands behind the last one, so that every loop ends there.

/** Newlines between tokens are counted here. */
export let line: u32 = 0;

export function setLine(to: u32): void {
  line = to;
}

/** 1 for the bytes that numbers, `true`, `false` and `null` are made of. */
const IS_WORD: usize = TABLES;

export function fillWordTable(): void {
  for (let byte: usize = 0x30; byte <= 0x39; byte++) store<u8>(IS_WORD + byte, 1);
  for (let byte: usize = 0x41; byte <= 0x5a; byte++) {
    store<u8>(IS_WORD + byte, 1);
    store<u8>(IS_WORD + byte + 0x20, 1);
  }
  store<u8>(IS_WORD + 0x2b, 1);
  store<u8>(IS_WORD + 0x2d, 1);
  store<u8>(IS_WORD + 0x2e, 1);
}

export function isWord(byte: u8): bool {
  return load<u8>(IS_WORD + usize(byte)) !== 0;
}

/** The next byte that is no white space. */
export function space(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : skipSpace(at);
}

function skipSpace(start: usize): usize {
  let at = start;
  while (true) {
    const others = i8x16.bitmask(i8x16.ne(v128.load(at), i8x16.splat(0x20)));
    if (others === 0) {
      at += 16;
      continue;
    }
    at += ctz(others);
    const byte = load<u8>(at);
    if (byte > 0x20) return at;
    if (byte === NEWLINE) {
      if (mayBeginDocument(at + 1)) return 0;
      line++;
    } else if (byte !== 0x0d && byte !== 0x09) return 0;
    at++;
  }
}

/** Whether a line begins as the next document would, though this one has not ended. Too often is no harm. */
function mayBeginDocument(start: usize): bool {
  if (load<u8>(start) !== OPEN_BRACE) return false;
  let at = start + 1;
  while (load<u8>(at) === 0x20) at++;
  if (load<u8>(at) !== QUOTE) return load<u8>(at) === 0;
  const first = load<u8>(at, 1);
  const second = load<u8>(at, 2);
  return first === 0 || ((first === 0x72 || first === 0x62) && (second === 0 || second === 0x65 || second === 0x61));
}

/** Where plain text ends: at a quote, a backslash or a control character. */
export function textEnd(start: usize): usize {
  let at = start;
  while (true) {
    const bytes = v128.load(at);
    const ends = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
        i8x16.lt_u(bytes, i8x16.splat(0x20)),
      ),
    );
    if (ends !== 0) return at + ctz(ends);
    at += 16;
  }
}

/** @param at behind the opening quote; returns the closing one */
export function stringEnd(at: usize): usize {
  let end = textEnd(at);
  while (load<u8>(end) === BACKSLASH) {
    if (load<u8>(end, 1) < 0x20) return 0;
    end = textEnd(end + 2);
  }
  return load<u8>(end) === QUOTE ? end : 0;
}

export function skipValue(at: usize): usize {
  const byte = load<u8>(at);
  if (byte === QUOTE) {
    const end = stringEnd(at + 1);
    return end === 0 ? 0 : end + 1;
  }
  return byte === OPEN_BRACE || byte === OPEN_BRACKET ? skipNested(at) : skipWord(at);
}

export function skipWord(start: usize): usize {
  let at = start;
  while (isWord(load<u8>(at))) at++;
  // what a word doesn't end with is looked at by whoever reads on; its end is not known where the bytes end
  return at === start || load<u8>(at) === 0 ? 0 : at;
}

/** Brackets are counted, not matched. */
function skipNested(start: usize): usize {
  let depth: u32 = 0;
  let at = start;
  while (true) {
    at = structure(at);
    const byte = load<u8>(at);
    if (byte === QUOTE) {
      at = stringEnd(at + 1);
      if (at === 0) return 0;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (--depth === 0) return at + 1;
    } else if (byte === NEWLINE) {
      if (mayBeginDocument(at + 1)) return 0;
      line++;
    } else if (byte === 0) return 0;
    at++;
  }
}

/** The next quote, bracket or control character. */
function structure(start: usize): usize {
  let at = start;
  while (true) {
    const bytes = v128.load(at);
    // brackets and braces differ in one bit
    const folded = v128.or(bytes, i8x16.splat(0x20));
    const found = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(folded, i8x16.splat(0x7b)), i8x16.eq(folded, i8x16.splat(0x7d))),
        v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.lt_u(bytes, i8x16.splat(0x20))),
      ),
    );
    if (found !== 0) return at + ctz(found);
    at += 16;
  }
}
