import { TABLES } from './layout';

/** Texts longer than this are not compared here. */
export const LONGEST_WRITTEN: usize = 256;

/** The ones end, and the zeros begin, so many bytes into what a comparison's rest is masked with. */
const MASKS: usize = TABLES + 6144;
const MASKS_END: usize = MASKS + LONGEST_WRITTEN;

export function fillMasks(): void {
  memory.fill(MASKS, 0xff, LONGEST_WRITTEN);
  memory.fill(MASKS_END, 0, 32);
}

/**
 * Whether a text is written somewhere, in steps of which none waits for the one before.
 * @param length not 0; up to 15 bytes behind both are read
 */
export function isWritten(at: usize, text: usize, length: usize): bool {
  let here = at;
  let there = text;
  let mask = MASKS_END - length;
  do {
    if (v128.any_true(differences(here, there, mask))) return false;
    here += 16;
    there += 16;
    mask += 16;
  } while (mask < MASKS_END);
  return true;
}

/** The same of a text of up to 32 bytes, whose length then decides nothing; 32 bytes of both are read. */
export function isShortWritten(at: usize, text: usize, length: usize): bool {
  const mask = MASKS_END - length;
  return !v128.any_true(v128.or(differences(at, text, mask), differences(at + 16, text + 16, mask + 16)));
}

function differences(here: usize, there: usize, mask: usize): v128 {
  return v128.and(v128.xor(v128.load(here), v128.load(there)), v128.load(mask));
}
