import { areEscapes } from './any-value';
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { endsWord, passNumber } from './scalars';
import { space, stringEnd, textEnd } from './tokens';

// Lists and maps are not taken apart here: it is enough to know that they are JSON, whatever is in them.

/** Brackets within brackets. */
const DEEPEST: u32 = 60;

const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const FALSE: u32 = 0x736c6166;

/** Passes an object that JSON.parse is sure to take. */
export function passObject(at: usize): usize {
  return load<u8>(at) === OPEN_BRACE ? passValue(at, DEEPEST) : 0;
}

function passValue(at: usize, depth: u32): usize {
  switch (load<u8>(at)) {
    case QUOTE:
      return passString(at);
    case OPEN_BRACE:
      return depth === 0 ? 0 : passMembers(at, depth - 1, true, CLOSE_BRACE);
    case OPEN_BRACKET:
      return depth === 0 ? 0 : passMembers(at, depth - 1, false, CLOSE_BRACKET);
    default:
      return passWord(at);
  }
}

function passMembers(start: usize, depth: u32, named: bool, close: u8): usize {
  let at = space(start + 1);
  if (load<u8>(at) === close) return at + 1;
  while (true) {
    if (named) {
      at = space(passString(at));
      if (load<u8>(at) !== COLON) return 0;
      at = space(at + 1);
    }
    at = space(passValue(at, depth));
    if (load<u8>(at) === close) return at + 1;
    if (load<u8>(at) !== COMMA) return 0;
    at = space(at + 1);
  }
}

function passString(at: usize): usize {
  if (load<u8>(at) !== QUOTE) return 0;
  const end = textEnd(at + 1);
  if (load<u8>(end) === QUOTE) return end + 1;
  if (load<u8>(end) !== BACKSLASH) return 0;
  const last = stringEnd(end);
  return last !== 0 && areEscapes(end, last) ? last + 1 : 0;
}

function passWord(at: usize): usize {
  const head = load<u32>(at);
  if (head === TRUE || head === NULL) return endsWord(at + 4) ? at + 4 : 0;
  if (head === FALSE && load<u8>(at, 4) === 0x65) return endsWord(at + 5) ? at + 5 : 0;
  return passNumber(at);
}
