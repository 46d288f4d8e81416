import { MINUS, QUOTE, ZERO } from './bytes';
import { isWord } from './tokens';

// What stands between quotes, or without: ids, times, small numbers.

/** The words of the id that was read last, most significant first. */
export let word0: u32 = 0;
export let word1: u32 = 0;
export let word2: u32 = 0;
export let word3: u32 = 0;

/** The time that was read last. */
export let seconds: u32 = 0;
export let nanoseconds: u32 = 0;

/** The integer that was read last. */
export let integer: i64 = 0;

/** Reads 32 hex digits in quotes. */
export function readTraceId(at: usize): usize {
  if (load<u8>(at) !== QUOTE || load<u8>(at, 33) !== QUOTE) return 0;
  if (!readHex(at + 17)) return 0;
  word2 = word0;
  word3 = word1;
  if (!readHex(at + 1)) return 0;
  return at + 34;
}

/** Reads 16 hex digits in quotes into `word0` and `word1`. */
export function readSpanId(at: usize): usize {
  return load<u8>(at) === QUOTE && load<u8>(at, 17) === QUOTE && readHex(at + 1) ? at + 18 : 0;
}

function readHex(at: usize): bool {
  const written = v128.load(at);
  const folded = v128.or(written, i8x16.splat(0x20));
  const digit = i8x16.sub(folded, i8x16.splat(0x30));
  const letter = i8x16.sub(folded, i8x16.splat(0x61));
  const isDigit = i8x16.lt_u(digit, i8x16.splat(10));
  const isLetter = i8x16.lt_u(letter, i8x16.splat(6));
  // control characters fold onto digits
  const isText = i8x16.ge_u(written, i8x16.splat(0x20));
  if (!i8x16.all_true(v128.and(isText, v128.or(isDigit, isLetter)))) return false;
  const nibbles = v128.bitselect(digit, i8x16.add(letter, i8x16.splat(10)), isDigit);
  const high = i16x8.shl(v128.and(nibbles, i16x8.splat(0xff)), 4);
  const bytes = i8x16.narrow_i16x8_u(v128.or(high, i16x8.shr_u(nibbles, 8)), high);
  word0 = bswap<u32>(i32x4.extract_lane(bytes, 0));
  word1 = bswap<u32>(i32x4.extract_lane(bytes, 1));
  return true;
}

/** Reads nanoseconds since the epoch, in quotes or not: up to 19 digits, up to 2106. */
export function readTime(start: usize): usize {
  const quoted = load<u8>(start) === QUOTE;
  const first = quoted ? start + 1 : start;
  if (quoted && load<u8>(first, 19) === QUOTE && areDigits(first) && areDigits(first + 8)) {
    const a = load<u8>(first, 16) - ZERO;
    const b = load<u8>(first, 17) - ZERO;
    const c = load<u8>(first, 18) - ZERO;
    if (a > 9 || b > 9 || c > 9) return 0;
    const middle = eightDigits(first + 8);
    const whole = u64(eightDigits(first)) * 100 + u64(middle / 1_000_000);
    if (whole > 0xffff_ffff) return 0;
    seconds = u32(whole);
    nanoseconds = (middle % 1_000_000) * 1000 + u32(a) * 100 + u32(b) * 10 + u32(c);
    return first + 20;
  }
  return readRareTime(first, quoted);
}

function readRareTime(first: usize, quoted: bool): usize {
  let value: u64 = 0;
  let at = first;
  for (; true; at++) {
    const digit = load<u8>(at) - ZERO;
    if (digit > 9) break;
    if (at - first >= 19) return 0;
    value = value * 10 + u64(digit);
  }
  if (at === first || (quoted ? load<u8>(at) !== QUOTE : !endsWord(at))) return 0;
  const whole = value / 1_000_000_000;
  if (whole > 0xffff_ffff) return 0;
  seconds = u32(whole);
  nanoseconds = u32(value % 1_000_000_000);
  return quoted ? at + 1 : at;
}

/** Whether a number or word is over here, and not because the bytes are. */
export function endsWord(at: usize): bool {
  const byte = load<u8>(at);
  return byte !== 0 && !isWord(byte);
}

function areDigits(at: usize): bool {
  const bytes = load<u64>(at);
  return (
    (bytes & 0xf0f0_f0f0_f0f0_f0f0) === 0x3030_3030_3030_3030 &&
    ((bytes + 0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0) === 0x3030_3030_3030_3030
  );
}

/** Two digits at a time, then four, then eight. */
function eightDigits(at: usize): u32 {
  let digits = load<u64>(at) & 0x0f0f_0f0f_0f0f_0f0f;
  digits = (digits * 10 + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
  digits = (digits * 100 + (digits >> 16)) & 0x0000_ffff_0000_ffff;
  return u32((digits * 10_000 + (digits >> 32)) & 0xffff_ffff);
}

/** Reads an integer of up to 15 digits, in quotes or not. */
export function readInteger(start: usize): usize {
  const quoted = load<u8>(start) === QUOTE;
  const first = quoted ? start + 1 : start;
  const negative = load<u8>(first) === MINUS;
  const digits = negative ? first + 1 : first;
  let value: i64 = 0;
  let at = digits;
  for (; true; at++) {
    const digit = load<u8>(at) - ZERO;
    if (digit > 9) break;
    if (at - digits >= 15) return 0;
    value = value * 10 + i64(digit);
  }
  if (at === digits) return 0;
  integer = negative ? -value : value;
  if (quoted) return load<u8>(at) === QUOTE ? at + 1 : 0;
  return endsWord(at) ? at : 0;
}

/** Passes a JSON number that is not in quotes. */
export function passNumber(start: usize): usize {
  let at = load<u8>(start) === MINUS ? start + 1 : start;
  const first = at;
  at = passDigits(at);
  if (at === first || (load<u8>(first) === ZERO && at > first + 1)) return 0;
  if (load<u8>(at) === 0x2e) {
    const fraction = at + 1;
    at = passDigits(fraction);
    if (at === fraction) return 0;
  }
  if ((load<u8>(at) | 0x20) === 0x65) {
    at++;
    if (load<u8>(at) === 0x2b || load<u8>(at) === MINUS) at++;
    const exponent = at;
    at = passDigits(exponent);
    if (at === exponent) return 0;
  }
  return endsWord(at) ? at : 0;
}

function passDigits(start: usize): usize {
  let at = start;
  while (u8(load<u8>(at) - ZERO) <= 9) at++;
  return at;
}
