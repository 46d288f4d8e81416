const BILLION = 1_000_000_000n;
const MAX_SECONDS = 0xffff_ffff;
/** 2^64 - 1 nanoseconds. */
const LAST_SECONDS = 18_446_744_073;
const LAST_NANOSECONDS = 709_551_615;

/** Splits nanoseconds since the epoch; `seconds` and `nanoseconds` hold the time read last. */
export class TimeReader {
  seconds = 0;
  nanoseconds = 0;

  /**
   * Reads decimal digits.
   * @returns false, and the epoch, if they are no unsigned 64-bit number
   */
  readDigits(bytes: Uint8Array, start: number, end: number): boolean {
    let first = start;
    while (first < end - 1 && bytes[first] === 0x30) first++;
    const length = end - first;
    const split = Math.max(first, end - 9);
    const seconds = decimal(bytes, first, split);
    const nanoseconds = decimal(bytes, split, end);
    return this.#set(length > 0 && length <= 20 ? seconds : -1, nanoseconds);
  }

  readBigint(value: bigint): boolean {
    if (value < 0n || value >= 1n << 64n) return this.#set(-1, 0);
    return this.#set(Number(value / BILLION), Number(value % BILLION));
  }

  /** Of the two halves of an unsigned 64-bit number. */
  readHalves(high: number, low: number): void {
    // the quotient is off by one at most; the rest is exact modulo 2^32
    let seconds = Math.floor((high * 0x1_0000_0000 + low) / 1e9);
    let nanoseconds = (low - Math.imul(seconds, 1_000_000_000)) >>> 0;
    if (nanoseconds >= 0xffff_ffff - 1e9) {
      seconds--;
      nanoseconds = (nanoseconds + 1_000_000_000) >>> 0;
    } else if (nanoseconds >= 1e9) {
      seconds++;
      nanoseconds -= 1e9;
    }
    this.#set(seconds, nanoseconds);
  }

  /** @param seconds negative for no time at all */
  #set(seconds: number, nanoseconds: number): boolean {
    const valid =
      seconds >= 0 &&
      nanoseconds >= 0 &&
      (seconds < LAST_SECONDS || (seconds === LAST_SECONDS && nanoseconds <= LAST_NANOSECONDS));
    // u32 seconds end in 2106; what lies beyond is the end of time
    const beyond = valid && seconds > MAX_SECONDS;
    this.seconds = beyond ? MAX_SECONDS : valid ? seconds : 0;
    this.nanoseconds = beyond ? 999_999_999 : valid ? nanoseconds : 0;
    return valid;
  }
}

/** Up to 15 digits; -1 if there is anything else. */
function decimal(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
