// What was scanned as its rows are kept: values for texts, places in the content, a column for each attribute.

import {
  EVENT_COUNT,
  EVENT_FIRST_PAIR,
  EVENT_KEYS,
  EVENT_LAST_PAIR,
  EVENT_NAME,
  EVENTS,
  FIRST_EVENT,
  FIRST_PAIR,
  KEYS,
  LAST_PAIR,
  NAME,
  OFFSET,
  OFFSET_IN_CONTENT,
  PAIR,
  PREFIXED,
  ROW_COUNT,
  ROWS,
  SCOPE_COLUMNS,
  SCOPE_FILLED,
  SCOPE_PREFIXED_COUNT,
  SPAN_KEYS,
  STATUS_MESSAGE,
  TRACE,
  TRACE_0,
  TRACE_1,
  TRACE_2,
  TRACE_3,
  TRACE_COUNT,
  TRACE_IDS,
  VALUE,
} from './layout';

/**
 * To be called once for a batch, when `VALUE` is filled in.
 * @param base where the window begins in the content
 * @param events how many there are before those of the batch
 */
export function settle(base: f64, events: u32): void {
  const rows = load<u32>(ROW_COUNT);
  const eventRows = load<u32>(EVENT_COUNT);
  spread(SPAN_KEYS, FIRST_PAIR, LAST_PAIR, rows, ROWS);
  spread(EVENT_KEYS, EVENT_FIRST_PAIR, EVENT_LAST_PAIR, eventRows, EVENTS);
  toValues(NAME, rows);
  toValues(STATUS_MESSAGE, rows);
  toValues(EVENT_NAME, eventRows);
  for (let row: usize = 0; row < usize(rows); row++) {
    store<f64>(OFFSET_IN_CONTENT + row * 8, base + f64(load<u32>(OFFSET + row * 4)));
    store<u32>(FIRST_EVENT + row * 4, load<u32>(FIRST_EVENT + row * 4) + events);
  }
  findTraces(rows);
}

/** Texts become the codes of their values. */
function toValues(column: usize, rows: u32): void {
  const end = column + usize(rows) * 4;
  for (let at = column; at < end; at += 4) store<u32>(at, load<u32>(VALUE + usize(load<u32>(at)) * 4));
}

/** Pairs go into columns; of a repeated key the last one counts. */
function spread(scope: usize, firstPair: usize, lastPair: usize, rows: u32, room: u32): void {
  const columns = usize(load<u32>(scope, SCOPE_COLUMNS));
  if (columns === 0) return;
  let prefixed: u32 = 0;
  memory.fill(scope + SCOPE_FILLED, 0, KEYS);
  for (let row: usize = 0; row < usize(rows); row++) {
    const last = PAIR + usize(load<u32>(lastPair + row * 4)) * 8;
    for (let pair = PAIR + usize(load<u32>(firstPair + row * 4)) * 8; pair < last; pair += 8) {
      const place = usize(load<u32>(pair));
      if (place >= usize(PREFIXED)) {
        prefixed++;
        continue;
      }
      const column = columns + place * usize(room) * 4;
      if (load<u8>(scope + place, SCOPE_FILLED) === 0) {
        store<u8>(scope + place, 1, SCOPE_FILLED);
        memory.fill(column, 0, usize(rows) * 4);
      }
      store<u32>(column + row * 4, load<u32>(VALUE + usize(load<u32>(pair, 4)) * 4));
    }
  }
  store<u32>(scope, prefixed, SCOPE_PREFIXED_COUNT);
}

/** Spans of one trace tend to follow each other: its id is looked up once for all of them. */
function findTraces(rows: u32): void {
  let count: u32 = 0;
  for (let row: usize = 0; row < usize(rows); row++) {
    const word = row * 4;
    if (row === 0 || !sameAsBefore(word)) {
      const id = TRACE_IDS + usize(count) * 16;
      store<u32>(id, load<u32>(TRACE_0 + word));
      store<u32>(id, load<u32>(TRACE_1 + word), 4);
      store<u32>(id, load<u32>(TRACE_2 + word), 8);
      store<u32>(id, load<u32>(TRACE_3 + word), 12);
      count++;
    }
    store<u32>(TRACE + word, count - 1);
  }
  store<u32>(TRACE_COUNT, count);
}

function sameAsBefore(word: usize): bool {
  return (
    load<u32>(TRACE_3 + word) === load<u32>(TRACE_3 + word - 4) &&
    load<u32>(TRACE_2 + word) === load<u32>(TRACE_2 + word - 4) &&
    load<u32>(TRACE_1 + word) === load<u32>(TRACE_1 + word - 4) &&
    load<u32>(TRACE_0 + word) === load<u32>(TRACE_0 + word - 4)
  );
}
