// What stands between two lists of spans (`]}]}`, a new line, a resource, a scope): where the other side has read it once,
// it says here what it does, and the next time its bytes are but compared.

import {
  PASSAGE_COUNT,
  PASSAGE_DOCUMENT_AT,
  PASSAGE_DOCUMENT_LINES,
  PASSAGE_HAS_DOCUMENT,
  PASSAGE_LAST,
  PASSAGE_LENGTH,
  PASSAGE_LINES,
  PASSAGE_NEXT,
  PASSAGE_RESOURCE,
  PASSAGE_SCOPE,
  PASSAGE_SIZE,
  PASSAGE_TEXT,
  PASSAGE_USES,
  PASSAGES,
  PASSED,
  PASSED_DOCUMENT,
  PASSED_DOCUMENT_AT,
  PASSED_DOCUMENT_LINE,
  PASSED_RESOURCE,
  PASSED_RESOURCE_ROW,
  PASSED_SCOPE,
  PASSED_SCOPE_ROW,
  SAME_RESOURCE,
} from './layout';
import { sameBytes } from './texts';
import { line, setLine } from './tokens';

export function beginPassing(): void {
  store<u32>(PASSED, 0);
  store<u32>(PASSED_DOCUMENT, 0);
  store<u32>(PASSED_RESOURCE, 0);
}

/**
 * Goes from the end of a list of spans into the next one.
 * @param row the next row
 * @returns where that list begins; 0 if what stands there is not known
 */
export function pass(at: usize, row: u32): usize {
  const place = find(at);
  if (place < 0) return 0;
  const passage = addressOf(u32(place));
  const next = addressOf(load<u32>(PASSAGE_LAST));
  store<u32>(next, u32(place), PASSAGE_NEXT);
  store<u32>(PASSAGE_LAST, u32(place));
  store<u32>(passage, load<u32>(passage, PASSAGE_USES) + 1, PASSAGE_USES);
  if (load<u32>(passage, PASSAGE_HAS_DOCUMENT) !== 0) {
    store<u32>(PASSED_DOCUMENT, u32(place) + 1);
    store<u32>(PASSED_DOCUMENT_AT, u32(at) + load<u32>(passage, PASSAGE_DOCUMENT_AT));
    store<u32>(PASSED_DOCUMENT_LINE, line + load<u32>(passage, PASSAGE_DOCUMENT_LINES));
  }
  if (load<u32>(passage, PASSAGE_RESOURCE) !== u32(SAME_RESOURCE)) {
    store<u32>(PASSED_RESOURCE, u32(place) + 1);
    store<u32>(PASSED_RESOURCE_ROW, row);
  }
  store<u32>(PASSED_SCOPE, u32(place) + 1);
  store<u32>(PASSED_SCOPE_ROW, row);
  store<u32>(PASSED, load<u32>(PASSED) + 1);
  setLine(line + load<u32>(passage, PASSAGE_LINES));
  return at + usize(load<u32>(passage, PASSAGE_LENGTH));
}

/** The resource of what stands behind the passage that was passed last, and was so before. */
export function resourceBehind(before: u32): u32 {
  const resource = load<u32>(addressOf(load<u32>(PASSAGE_LAST)), PASSAGE_RESOURCE);
  return resource === u32(SAME_RESOURCE) ? before : resource;
}

export function scopeBehind(): u32 {
  return load<u32>(addressOf(load<u32>(PASSAGE_LAST)), PASSAGE_SCOPE);
}

/** What came next last time comes first. */
function find(at: usize): i32 {
  const count = load<u32>(PASSAGE_COUNT);
  if (count === 0) return -1;
  const likely = load<u32>(addressOf(load<u32>(PASSAGE_LAST)), PASSAGE_NEXT);
  if (likely < count && isAt(likely, at)) return i32(likely);
  for (let place: u32 = 0; place < count; place++) if (isAt(place, at)) return i32(place);
  return -1;
}

/** No passage has a byte 0 in it, which is what the window ends with. */
function isAt(place: u32, at: usize): bool {
  const passage = addressOf(place);
  return sameBytes(at, passage + PASSAGE_TEXT, load<u32>(passage, PASSAGE_LENGTH));
}

function addressOf(place: u32): usize {
  return PASSAGES + usize(place) * PASSAGE_SIZE;
}
