/** The bytes that JSON is made of. */
export const Byte = {
  newline: 0x0a,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** 1 for the bytes that end a run of plain text in a string: quote, backslash, control characters. */
export const ENDS_TEXT = new Uint8Array(256).fill(1, 0, 0x20);
ENDS_TEXT[Byte.quote] = 1;
ENDS_TEXT[Byte.backslash] = 1;

/** 1 for the bytes that matter when a value is skipped: quote, brackets, newline, and 0, which ends the buffer. */
export const IS_STRUCTURE = new Uint8Array(256);
for (const byte of [0, Byte.newline, Byte.quote, ...new TextEncoder().encode('{}[]')]) IS_STRUCTURE[byte] = 1;

/** 1 for the bytes that numbers, `true`, `false` and `null` are made of. */
export const IS_WORD = new Uint8Array(256);
for (const byte of new TextEncoder().encode('+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')) {
  IS_WORD[byte] = 1;
}

/** The value of a hex digit, 255 for other bytes. */
export const HEX_VALUE = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit++) {
  HEX_VALUE[digit.toString(16).charCodeAt(0)] = digit;
  HEX_VALUE[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}
