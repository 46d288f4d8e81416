import { clearFull, full } from '../any-value';
import { EVENT_COUNT, FULL, LIST_ENDS, OFFSET, PAIR_COUNT, POSITION, ROW_COUNT, ROWS, UNUSUAL } from '../layout';
import { beginRow } from '../rows';
import { readFields } from './span';
import { readLength, stop } from './wire';

/** The tag of a span in the list of them. */
const SPAN: u8 = 0x12;

/**
 * Reads spans in protobuf into rows, from the position on.
 * @param end where the list of spans ends, or the bytes at hand
 * @param moved how far the window has moved since the batch was begun
 * @param resource what the spans' column of that name holds; `scope` likewise
 * @returns why it ended
 */
export function scanMessages(end: usize, resource: u32, scope: u32, moved: u32): u32 {
  let at = usize(load<u32>(POSITION));
  let row = load<u32>(ROW_COUNT);
  let why: u32 = LIST_ENDS;
  clearFull();
  while (at < end) {
    const next = row < u32(ROWS) ? element(usize(row), at, end, resource, scope) : 0;
    if (next === 0) {
      why = full || row === u32(ROWS) ? FULL : UNUSUAL;
      break;
    }
    store<u32>(OFFSET + usize(row) * 4, load<u32>(OFFSET + usize(row) * 4) + moved);
    at = next;
    row++;
  }
  store<u32>(POSITION, u32(at));
  store<u32>(ROW_COUNT, row);
  return why;
}

function element(row: usize, at: usize, end: usize, resource: u32, scope: u32): usize {
  if (load<u8>(at) !== SPAN) return 0;
  const from = readLength(at + 1, end);
  if (from === 0) return 0;
  const last = stop;
  const pairs = load<u32>(PAIR_COUNT);
  const events = load<u32>(EVENT_COUNT);
  beginRow(row, resource, scope, at, 0);
  if (readFields(row, from, last)) return last;
  store<u32>(PAIR_COUNT, pairs);
  store<u32>(EVENT_COUNT, events);
  return 0;
}
