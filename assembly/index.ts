// Reads the spans of a list in OTLP JSON, as far as they are written as nearly all are. What is not is left to the
// reader in TypeScript, which then reads that one span: this here never judges, it only is quick.

import { ARRAY, BOOL, clearFull, DOUBLE, full, INT, KVLIST, STRING } from './any-value';
import { KEY, VALUE } from './attributes';
import { CLOSE_BRACKET, COMMA, OPEN_BRACE } from './bytes';
import { ATTRIBUTES, DROPPED_ATTRIBUTES, NAME, TIME } from './event';
import { ANY_VALUE, ATTRIBUTE, addField, clearFields, EVENT, SPAN, STATUS } from './fields';
import { clearGaps } from './gaps';
import {
  EVENT_COUNT,
  FULL,
  IS_FIRST,
  LINE,
  LIST_ENDS,
  PAIR_COUNT,
  POSITION,
  ROW_COUNT,
  ROWS,
  UNUSUAL,
  WINDOW,
} from './layout';
import { beginPassing, pass, resourceBehind, scopeBehind } from './passages';
import { fillWords } from './protobuf/any-value';
import {
  F_ATTRIBUTES,
  F_DROPPED_ATTRIBUTES,
  F_DROPPED_EVENTS,
  F_DROPPED_LINKS,
  F_END,
  F_EVENTS,
  F_KIND,
  F_LINKS,
  F_NAME,
  F_PARENT_SPAN_ID,
  F_SPAN_ID,
  F_START,
  F_STATUS,
  F_TRACE_ID,
  F_TRACE_STATE,
  readSpan,
  S_CODE,
  S_MESSAGE,
} from './span';
import { fillWordTable, line, setLine, skipValue, space } from './tokens';
import { fillMasks } from './written';

export { scanMessages } from './protobuf/scan';
export { settle } from './settle';
export { forgetTexts } from './texts';

/** Known, so that it is passed quickly. */
const F_FLAGS: u32 = 16;

/** Makes room for a window of so many bytes. */
export function reserve(length: u32): void {
  const pages = i32((WINDOW + usize(length) + 0xffff) >> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
}

/** Call it before anything else but `reserve`; again to begin anew. */
export function fill(): void {
  fillWordTable();
  fillWords();
  clearFields();
  clearGaps();
  fillMasks();
  store<u32>(ROW_COUNT, 0);
  store<u32>(PAIR_COUNT, 0);
  store<u32>(EVENT_COUNT, 0);
  addField(SPAN, F_TRACE_ID, 'traceId');
  addField(SPAN, F_TRACE_ID, 'trace_id');
  addField(SPAN, F_SPAN_ID, 'spanId');
  addField(SPAN, F_SPAN_ID, 'span_id');
  addField(SPAN, F_TRACE_STATE, 'traceState');
  addField(SPAN, F_TRACE_STATE, 'trace_state');
  addField(SPAN, F_PARENT_SPAN_ID, 'parentSpanId');
  addField(SPAN, F_PARENT_SPAN_ID, 'parent_span_id');
  addField(SPAN, F_NAME, 'name');
  addField(SPAN, F_KIND, 'kind');
  addField(SPAN, F_START, 'startTimeUnixNano');
  addField(SPAN, F_START, 'start_time_unix_nano');
  addField(SPAN, F_END, 'endTimeUnixNano');
  addField(SPAN, F_END, 'end_time_unix_nano');
  addField(SPAN, F_ATTRIBUTES, 'attributes');
  addField(SPAN, F_DROPPED_ATTRIBUTES, 'droppedAttributesCount');
  addField(SPAN, F_DROPPED_ATTRIBUTES, 'dropped_attributes_count');
  addField(SPAN, F_EVENTS, 'events');
  addField(SPAN, F_DROPPED_EVENTS, 'droppedEventsCount');
  addField(SPAN, F_DROPPED_EVENTS, 'dropped_events_count');
  addField(SPAN, F_LINKS, 'links');
  addField(SPAN, F_DROPPED_LINKS, 'droppedLinksCount');
  addField(SPAN, F_DROPPED_LINKS, 'dropped_links_count');
  addField(SPAN, F_STATUS, 'status');
  addField(SPAN, F_FLAGS, 'flags');
  addField(STATUS, S_MESSAGE, 'message');
  addField(STATUS, S_CODE, 'code');
  addField(EVENT, TIME, 'timeUnixNano');
  addField(EVENT, TIME, 'time_unix_nano');
  addField(EVENT, NAME, 'name');
  addField(EVENT, ATTRIBUTES, 'attributes');
  addField(EVENT, DROPPED_ATTRIBUTES, 'droppedAttributesCount');
  addField(EVENT, DROPPED_ATTRIBUTES, 'dropped_attributes_count');
  addField(ATTRIBUTE, KEY, 'key');
  addField(ATTRIBUTE, VALUE, 'value');
  addField(ANY_VALUE, STRING, 'stringValue');
  addField(ANY_VALUE, STRING, 'string_value');
  addField(ANY_VALUE, BOOL, 'boolValue');
  addField(ANY_VALUE, BOOL, 'bool_value');
  addField(ANY_VALUE, INT, 'intValue');
  addField(ANY_VALUE, INT, 'int_value');
  addField(ANY_VALUE, DOUBLE, 'doubleValue');
  addField(ANY_VALUE, DOUBLE, 'double_value');
  addField(ANY_VALUE, ARRAY, 'arrayValue');
  addField(ANY_VALUE, ARRAY, 'array_value');
  addField(ANY_VALUE, KVLIST, 'kvlistValue');
  addField(ANY_VALUE, KVLIST, 'kvlist_value');
}

/**
 * Reads spans into rows, from the position in the list (behind its bracket, or behind a span) on, and those of the lists
 * behind it, as far as the ways there are known.
 * @param first whether it stands behind the bracket
 * @param resource what the spans' column of that name holds; `scope` likewise
 * @returns why it ended
 */
export function scan(first: bool, resource: u32, scope: u32): u32 {
  let at = usize(load<u32>(POSITION));
  let row = load<u32>(ROW_COUNT);
  let isFirst = first;
  let why: u32 = FULL;
  let itsResource = resource;
  let itsScope = scope;
  setLine(load<u32>(LINE));
  clearFull();
  beginPassing();
  while (row < u32(ROWS)) {
    const lineBefore = line;
    const end = isFirst
      ? element(at, usize(row), itsResource, itsScope)
      : nextElement(at, usize(row), itsResource, itsScope);
    if (end !== 0) {
      at = end;
      isFirst = false;
      row++;
      continue;
    }
    setLine(lineBefore);
    why = full ? FULL : load<u8>(space(at)) === CLOSE_BRACKET ? LIST_ENDS : UNUSUAL;
    setLine(lineBefore);
    const next = why === LIST_ENDS ? pass(at, row) : 0;
    if (next === 0) break;
    itsResource = resourceBehind(itsResource);
    itsScope = scopeBehind();
    at = next;
    isFirst = true;
    why = FULL;
  }
  store<u32>(IS_FIRST, isFirst ? 1 : 0);
  store<u32>(POSITION, u32(at));
  store<u32>(LINE, line);
  store<u32>(ROW_COUNT, row);
  return why;
}

/** Passes the object at the position; false where it doesn't end in the window. Its brackets are counted, not matched. */
export function passObject(): bool {
  setLine(load<u32>(LINE));
  const end = skipValue(usize(load<u32>(POSITION)));
  if (end === 0) return false;
  store<u32>(POSITION, u32(end));
  store<u32>(LINE, line);
  return true;
}

function nextElement(at: usize, row: usize, resource: u32, scope: u32): usize {
  const comma = space(at);
  return load<u8>(comma) === COMMA ? element(comma + 1, row, resource, scope) : 0;
}

function element(at: usize, row: usize, resource: u32, scope: u32): usize {
  const brace = space(at);
  if (load<u8>(brace) !== OPEN_BRACE) return 0;
  const pairs = load<u32>(PAIR_COUNT);
  const events = load<u32>(EVENT_COUNT);
  const end = readSpan(row, resource, scope, brace);
  if (end === 0) {
    store<u32>(PAIR_COUNT, pairs);
    store<u32>(EVENT_COUNT, events);
  }
  return end;
}
