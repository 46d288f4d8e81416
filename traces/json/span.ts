import { SpanFlag } from '../../engine';
import { ParentState } from '../columns/span-rows';
import { SPAN_KINDS, STATUS_CODES } from '../enums';
import { saysSampled } from '../sampling';
import { readEvents } from './event';
import { FieldTable } from './field-table';
import { readLinks } from './link';
import type { JsonReading } from './reading';
import { atString, enterObject, readEnum, readIsPositive, readStringCode, readTime } from './values';

const TRACE_ID = 1;
const SPAN_ID = 2;
const TRACE_STATE = 3;
const PARENT_SPAN_ID = 4;
const NAME = 5;
const KIND = 6;
const START = 7;
const END = 8;
const ATTRIBUTES = 9;
const DROPPED_ATTRIBUTES = 10;
const EVENTS = 11;
const DROPPED_EVENTS = 12;
const LINKS = 13;
const DROPPED_LINKS = 14;
const STATUS = 15;
/** Known, so that it is passed quickly; nothing asks for it. */
const FLAGS = 16;

const FIELDS = new FieldTable([
  [TRACE_ID, 'traceId', 'trace_id'],
  [SPAN_ID, 'spanId', 'span_id'],
  [TRACE_STATE, 'traceState', 'trace_state'],
  [PARENT_SPAN_ID, 'parentSpanId', 'parent_span_id'],
  [NAME, 'name'],
  [KIND, 'kind'],
  [START, 'startTimeUnixNano', 'start_time_unix_nano'],
  [END, 'endTimeUnixNano', 'end_time_unix_nano'],
  [ATTRIBUTES, 'attributes'],
  [DROPPED_ATTRIBUTES, 'droppedAttributesCount', 'dropped_attributes_count'],
  [EVENTS, 'events'],
  [DROPPED_EVENTS, 'droppedEventsCount', 'dropped_events_count'],
  [LINKS, 'links'],
  [DROPPED_LINKS, 'droppedLinksCount', 'dropped_links_count'],
  [STATUS, 'status'],
  [FLAGS, 'flags'],
]);

const STATUS_MESSAGE = 1;
const STATUS_CODE = 2;
const STATUS_FIELDS = new FieldTable([
  [STATUS_MESSAGE, 'message'],
  [STATUS_CODE, 'code'],
]);

/**
 * Reads the span at the scanner's position into a new row and commits it. Where it throws, the builder has to
 * abandon the span. Of a repeated field the last one counts.
 */
export function readSpan(reading: JsonReading, resource: number, scope: number): void {
  const { builder, scanner } = reading;
  const rows = builder.spans;
  const row = builder.beginSpan();
  rows.offset[row] = scanner.base + scanner.pos;
  rows.line[row] = scanner.line;
  rows.file[row] = reading.file;
  rows.resource[row] = resource;
  rows.instrumentation[row] = scope;
  reading.spanAttributes.clear();
  scanner.pos++;
  FIELDS.begin();
  reading.irregularIds = 0;
  let ids = 0;
  for (let first = true; ; first = false) {
    const field = scanner.nextField(FIELDS, first);
    if (field < 0) break;
    if (field <= SPAN_ID) ids |= field;
    readField(reading, row, field);
  }
  if ((ids & TRACE_ID) === 0) missingId(reading, row, TRACE_ID);
  if ((ids & SPAN_ID) === 0) missingId(reading, row, SPAN_ID);
  if (reading.irregularIds !== 0) setFlag(reading, row, SpanFlag.irregularId, true);
  if (rows.name[row] === 0) rows.name[row] = builder.values.internUtf8(scanner.bytes, 0, 0);
  reading.spanAttributes.store(builder.spanAttributes, row);
  builder.commitSpan();
}

function readField(reading: JsonReading, row: number, field: number): void {
  const { builder } = reading;
  const rows = builder.spans;
  switch (field) {
    case TRACE_ID:
      readTraceId(reading, row);
      break;
    case SPAN_ID:
      readSpanId(reading, row);
      break;
    case PARENT_SPAN_ID:
      readParentId(reading, row);
      break;
    case NAME:
      rows.name[row] = readStringCode(reading, 'name');
      break;
    case KIND:
      rows.kind[row] = readEnum(reading, SPAN_KINDS, 'kind');
      break;
    case START:
      readTime(reading, 'startTimeUnixNano');
      rows.startSeconds[row] = reading.time.seconds;
      rows.startNanoseconds[row] = reading.time.nanoseconds;
      break;
    case END:
      readTime(reading, 'endTimeUnixNano');
      rows.endSeconds[row] = reading.time.seconds;
      rows.endNanoseconds[row] = reading.time.nanoseconds;
      break;
    case ATTRIBUTES:
      reading.spanAttributes.read();
      break;
    default:
      readRareField(reading, row, field);
  }
}

function readRareField(reading: JsonReading, row: number, field: number): void {
  const { builder, scanner } = reading;
  switch (field) {
    case STATUS:
      readStatus(reading, row);
      break;
    case EVENTS:
      builder.abandonEvents(row);
      if (builder.request.events) readEvents(reading);
      else scanner.skipValue();
      break;
    case LINKS:
      builder.abandonLinks(row);
      if (builder.request.links) readLinks(reading);
      else scanner.skipValue();
      break;
    case TRACE_STATE:
      setFlag(reading, row, SpanFlag.sampled, readSampled(reading));
      break;
    case DROPPED_ATTRIBUTES:
      setFlag(reading, row, SpanFlag.droppedAttributes, readIsPositive(reading));
      break;
    case DROPPED_EVENTS:
      setFlag(reading, row, SpanFlag.droppedEvents, readIsPositive(reading));
      break;
    case DROPPED_LINKS:
      setFlag(reading, row, SpanFlag.droppedLinks, readIsPositive(reading));
      break;
    default:
      scanner.skipValue();
  }
}

function readTraceId(reading: JsonReading, row: number): void {
  const { builder, ids, scanner } = reading;
  if (!atString(reading, 'traceId')) {
    missingId(reading, row, TRACE_ID);
    return;
  }
  scanner.readString();
  const regular = ids.requireText(scanner.text, scanner.textStart, scanner.textEnd, 16);
  noteId(reading, TRACE_ID, regular);
  builder.spans.trace[row] = builder.traceIds.numberOf(ids.words);
}

function readSpanId(reading: JsonReading, row: number): void {
  const { builder, ids, scanner } = reading;
  if (!atString(reading, 'spanId')) {
    missingId(reading, row, SPAN_ID);
    return;
  }
  scanner.readString();
  const regular = ids.requireText(scanner.text, scanner.textStart, scanner.textEnd, 8);
  noteId(reading, SPAN_ID, regular);
  builder.spans.idHigh[row] = ids.words[0]!;
  builder.spans.idLow[row] = ids.words[1]!;
}

/** Spans without an id of their own are judged all the same; those without a trace id form one trace. */
function missingId(reading: JsonReading, row: number, field: number): void {
  const { builder, ids } = reading;
  ids.requireText(reading.scanner.bytes, 0, 0, 16);
  if (field === TRACE_ID) builder.spans.trace[row] = builder.traceIds.numberOf(ids.words);
  else {
    builder.spans.idHigh[row] = ids.words[0]!;
    builder.spans.idLow[row] = ids.words[1]!;
  }
  noteId(reading, field, false);
}

function noteId(reading: JsonReading, field: number, regular: boolean): void {
  reading.irregularIds = regular ? reading.irregularIds & ~field : reading.irregularIds | field;
  if (regular) return;
  const what =
    field === TRACE_ID ? 'traceId is not 32 hex digits, not all 0' : 'spanId is not 16 hex digits, not all 0';
  reading.problem(what, 'nothing: the span is judged, and its trace counts as incomplete');
}

function readParentId(reading: JsonReading, row: number): void {
  const { builder, ids, scanner } = reading;
  const rows = builder.spans;
  rows.parentState[row] = ParentState.none;
  if (!atString(reading, 'parentSpanId')) return;
  scanner.readString();
  if (scanner.textStart === scanner.textEnd) return;
  const form = ids.readText(scanner.text, scanner.textStart, scanner.textEnd, 8);
  if (form === 'zero') return;
  rows.parentState[row] = form === 'regular' ? ParentState.named : ParentState.irregular;
  rows.parentHigh[row] = ids.words[0]!;
  rows.parentLow[row] = ids.words[1]!;
}

function readStatus(reading: JsonReading, row: number): void {
  const { builder, scanner } = reading;
  builder.spans.status[row] = 0;
  builder.spans.statusMessage[row] = 0;
  if (!enterObject(reading, 'status')) return;
  STATUS_FIELDS.begin();
  for (let first = true; ; first = false) {
    const field = scanner.nextField(STATUS_FIELDS, first);
    if (field < 0) return;
    if (field === STATUS_CODE) {
      builder.spans.status[row] = readEnum(reading, STATUS_CODES, 'status.code');
    } else if (field === STATUS_MESSAGE && builder.request.statusMessage) {
      builder.spans.statusMessage[row] = readStringCode(reading, 'status.message');
    } else scanner.skipValue();
  }
}

function readSampled(reading: JsonReading): boolean {
  const { scanner } = reading;
  if (!atString(reading, 'traceState')) return false;
  scanner.readString();
  return saysSampled(scanner.text, scanner.textStart, scanner.textEnd);
}

function setFlag(reading: JsonReading, row: number, flag: number, on: boolean): void {
  const { flags } = reading.builder.spans;
  flags[row] = on ? flags[row]! | flag : flags[row]! & ~flag;
}
