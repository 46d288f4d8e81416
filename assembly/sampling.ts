const EQUALS: u8 = 0x3d;
const COMMA: u8 = 0x2c;
const SEMICOLON: u8 = 0x3b;

/** `ot`, and `th` before a colon. */
const OT: u16 = 0x746f;
const TH: u16 = 0x6874;

/** Whether a tracestate has a threshold `th` other than 0 in its `ot` member; see traces/sampling.ts. */
export function saysSampled(start: usize, end: usize): bool {
  let at = start;
  while (at < end) {
    const stop = next(COMMA, at, end);
    while (at < stop && (load<u8>(at) === 0x20 || load<u8>(at) === 0x09)) at++;
    if (load<u16>(at) === OT && load<u8>(at, 2) === EQUALS) return hasThreshold(at + 3, stop);
    at = stop + 1;
  }
  return false;
}

function hasThreshold(start: usize, end: usize): bool {
  let at = start;
  while (at < end) {
    const stop = next(SEMICOLON, at, end);
    if (load<u16>(at) === TH && load<u8>(at, 2) === 0x3a) {
      for (let digit = at + 3; digit < stop; digit++) if (load<u8>(digit) !== 0x30) return true;
      return false;
    }
    at = stop + 1;
  }
  return false;
}

function next(byte: u8, start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) !== byte) at++;
  return at;
}
