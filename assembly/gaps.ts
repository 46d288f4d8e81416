import { NEWLINE, OPEN_BRACE } from './bytes';
import { SCOPE_BIT, TABLES } from './layout';
import { line, setLine } from './tokens';
import { isWritten } from './written';

// What stands between two texts (quotes, braces, `"value"`, white space) is the same again and again, however a writer
// orders and spaces it. What was read there once is remembered byte by byte, and but compared the next time.

/** Where a gap begins: each has gaps of its own, and what is behind one is so wherever else it occurs there. */
export const BEHIND_BRACE: usize = 0;
export const BEHIND_KEY: usize = 1;
export const BEHIND_FIRST_VALUE: usize = 2;
export const BEHIND_ATTRIBUTE: usize = 3;
const PLACES: usize = 4;

/** What is behind a gap, where it isn't a value, which is said by its kind. */
export const A_KEY: u32 = 16;
export const AN_ATTRIBUTE: u32 = 17;
export const LIST_IS_OVER: u32 = 18;

const LONGEST_GAP: usize = 208;
/** In a gap: its length, its newlines, what is behind it, its bytes. */
const GAP_LINES: usize = 4;
const GAP_BEHIND: usize = 8;
const GAP_TEXT: usize = 16;
const GAP_SIZE: usize = GAP_TEXT + LONGEST_GAP;
/** Gaps that begin in one place, and where the next one goes. */
const GAPS: usize = 6;
const OLDEST: usize = GAPS * GAP_SIZE;
const PLACE_SIZE: usize = OLDEST + 16;
const SCOPE_GAPS: usize = PLACES * PLACE_SIZE;

const FIRST: usize = TABLES + 8192;

/** What is behind the gap that was passed last; 0 where none was. */
export let behind: u32 = 0;

/** Forgets all gaps: a byte that no JSON has stands in place of each. */
export function clearGaps(): void {
  memory.fill(FIRST, 0, SCOPE_GAPS * 2);
  for (let place = FIRST; place < FIRST + SCOPE_GAPS * 2; place += PLACE_SIZE) {
    for (let gap = place; gap < place + OLDEST; gap += GAP_SIZE) {
      store<u32>(gap, 1);
      store<u8>(gap, 0xff, GAP_TEXT);
    }
  }
}

/** Those of a scope's attributes. */
export function gapsOf(scope: usize): usize {
  return load<u32>(scope, SCOPE_BIT) === 1 ? FIRST : FIRST + SCOPE_GAPS;
}

/** Passes a gap that is known; returns where it ends. @param gaps as `gapsOf` has them */
export function passGap(gaps: usize, place: usize, at: usize): usize {
  const gap = find(gaps + place * PLACE_SIZE, at);
  if (gap === 0) {
    behind = 0;
    return 0;
  }
  setLine(line + load<u32>(gap, GAP_LINES));
  behind = load<u32>(gap, GAP_BEHIND);
  return at + load<u32>(gap);
}

function find(place: usize, at: usize): usize {
  for (let gap = place; gap < place + OLDEST; gap += GAP_SIZE) {
    if (isWritten(at, gap + GAP_TEXT, usize(load<u32>(gap)))) return gap;
  }
  return 0;
}

/** Remembers a gap that was read. */
export function rememberGap(gaps: usize, place: usize, start: usize, end: usize, isBehind: u32): void {
  const length = end - start;
  if (length > LONGEST_GAP || mayBeginLine(start, end)) return;
  const first = gaps + place * PLACE_SIZE;
  const known = find(first, start);
  if (known !== 0 && load<u32>(known) === u32(length)) return;
  const oldest = load<u32>(first, OLDEST);
  const gap = first + usize(oldest) * GAP_SIZE;
  store<u32>(first, oldest + 1 === u32(GAPS) ? 0 : oldest + 1, OLDEST);
  let lines: u32 = 0;
  for (let at = start; at < end; at++) if (load<u8>(at) === NEWLINE) lines++;
  store<u32>(gap, u32(length));
  store<u32>(gap, lines, GAP_LINES);
  store<u32>(gap, isBehind, GAP_BEHIND);
  memory.copy(gap + GAP_TEXT, start, length);
}

/** Whether a line begins with a brace there: a document may begin with it, which what is behind the gap decides. */
function mayBeginLine(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) === NEWLINE && load<u8>(at, 1) === OPEN_BRACE) return true;
  return false;
}
