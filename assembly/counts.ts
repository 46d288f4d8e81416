import { ZERO } from './bytes';
import { endsWord, integer, readInteger } from './scalars';

/** The value that was read last. */
export let number: u32 = 0;

/** Reads a count, of which it matters whether it is above zero: 0 or 1. */
export function readIsPositive(at: usize): usize {
  const end = readInteger(at);
  number = integer > 0 ? 1 : 0;
  return end;
}

/** Reads an enum of one digit below `known`. */
export function readEnum(at: usize, known: u8): usize {
  const digit = load<u8>(at) - ZERO;
  if (digit >= known || !endsWord(at + 1)) return 0;
  number = u32(digit);
  return at + 1;
}
