/**
 * 16 hex digits that stay the same for the same text on every machine and in every version: ids rest on it.
 * Two lanes of 32-bit multiply and rotate over UTF-16 units, mixed with each other at the end. Not against
 * someone who looks for collisions.
 */
export function hash64(text: string): string {
  let a = 0x9e3779b9 ^ text.length;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(rotate(a ^ Math.imul(unit, 0xcc9e2d51), 13), 5) + 0x561ccd1b;
    b = Math.imul(rotate(b ^ Math.imul(unit, 0x1b873593), 15), 9) + 0x38b34ae5;
  }
  a = finish(a ^ rotate(b, 16));
  b = finish(b ^ a);
  a = finish(a ^ b);
  return hex(a) + hex(b);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Spreads each bit over all 32. */
function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(value: number): string {
  return `${BYTES[value >>> 24]}${BYTES[(value >>> 16) & 0xff]}${BYTES[(value >>> 8) & 0xff]}${BYTES[value & 0xff]}`;
}
