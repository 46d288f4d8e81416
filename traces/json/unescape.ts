import { Byte, HEX_VALUE } from './bytes';

/**
 * Writes the text that the escaped bytes between two quotes stand for, as UTF-8. Lone surrogates become U+FFFD.
 * @returns where the text ends in `target` (which must be as long as the source), or -1 for a bad escape
 */
export function unescapeText(source: Uint8Array, start: number, end: number, target: Uint8Array): number {
  let at = 0;
  for (let i = start; i < end; ) {
    const byte = source[i]!;
    if (byte !== Byte.backslash) {
      target[at++] = byte;
      i++;
      continue;
    }
    const letter = source[i + 1]!;
    if (letter !== 0x75) {
      const plain = SIMPLE[letter]!;
      if (plain === 0) return -1;
      target[at++] = plain;
      i += 2;
      continue;
    }
    const unit = codeUnit(source, i, end);
    if (unit < 0) return -1;
    i += 6;
    let codePoint = unit;
    if (unit >= 0xd800 && unit < 0xe000) {
      const low = unit < 0xdc00 ? codeUnit(source, i, end) : -1;
      const paired = low >= 0xdc00 && low < 0xe000;
      codePoint = paired ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
      if (paired) i += 6;
    }
    at = writeUtf8(codePoint, target, at);
  }
  return at;
}

/** What `\n` and the like stand for, by the letter; 0 for letters that mean nothing. */
const SIMPLE = new Uint8Array(256);
for (const [letter, text] of Object.entries({
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
})) {
  SIMPLE[letter.charCodeAt(0)] = text.charCodeAt(0);
}

/** The code unit of the `\uXXXX` at `at`, or -1 if there is none. */
function codeUnit(source: Uint8Array, at: number, end: number): number {
  if (at + 6 > end || source[at] !== Byte.backslash || source[at + 1] !== 0x75) return -1;
  let unit = 0;
  for (let i = at + 2; i < at + 6; i++) {
    const digit = HEX_VALUE[source[i]!]!;
    if (digit === 255) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function writeUtf8(codePoint: number, target: Uint8Array, at: number): number {
  if (codePoint < 0x80) {
    target[at] = codePoint;
    return at + 1;
  }
  if (codePoint < 0x800) {
    target[at] = 0xc0 | (codePoint >> 6);
    target[at + 1] = 0x80 | (codePoint & 0x3f);
    return at + 2;
  }
  if (codePoint < 0x10000) {
    target[at] = 0xe0 | (codePoint >> 12);
    target[at + 1] = 0x80 | ((codePoint >> 6) & 0x3f);
    target[at + 2] = 0x80 | (codePoint & 0x3f);
    return at + 3;
  }
  target[at] = 0xf0 | (codePoint >> 18);
  target[at + 1] = 0x80 | ((codePoint >> 12) & 0x3f);
  target[at + 2] = 0x80 | ((codePoint >> 6) & 0x3f);
  target[at + 3] = 0x80 | (codePoint & 0x3f);
  return at + 4;
}
