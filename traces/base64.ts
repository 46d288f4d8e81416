const INVALID = 255;
const PAD = 0x3d;

/** The six bits of a base64 digit, of either alphabet. */
const SIX_BITS = new Uint8Array(256).fill(INVALID);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let digit = 0; digit < 64; digit++) SIX_BITS[ALPHABET.charCodeAt(digit)] = digit;
SIX_BITS['-'.charCodeAt(0)] = 62;
SIX_BITS['_'.charCodeAt(0)] = 63;

/** Decodes standard or URL-safe base64, padded or not; `undefined` if it is neither. */
export function base64Bytes(text: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> | undefined {
  let last = end;
  while (last > start && text[last - 1] === PAD) last--;
  const digits = last - start;
  if (digits % 4 === 1) return undefined;
  const bytes = new Uint8Array((digits * 6) >> 3);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = start; i < last; i++) {
    const six = SIX_BITS[text[i]!]!;
    if (six === INVALID) return undefined;
    bits = ((bits << 6) | six) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held;
    }
  }
  return bytes;
}
