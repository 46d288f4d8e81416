import { SpanFlag } from '../../engine';
import { ParentState } from '../columns/span-rows';
import { SPAN_KINDS, STATUS_CODES } from '../enums';
import { saysSampled } from '../sampling';
import { readEvent } from './event';
import { readLink } from './link';
import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const TRACE_ID = tagOf(1, WireType.lengthDelimited);
const SPAN_ID = tagOf(2, WireType.lengthDelimited);
const TRACE_STATE = tagOf(3, WireType.lengthDelimited);
const PARENT_SPAN_ID = tagOf(4, WireType.lengthDelimited);
const NAME = tagOf(5, WireType.lengthDelimited);
const KIND = tagOf(6, WireType.varint);
const START = tagOf(7, WireType.fixed64);
const END = tagOf(8, WireType.fixed64);
const ATTRIBUTE = tagOf(9, WireType.lengthDelimited);
const DROPPED_ATTRIBUTES = tagOf(10, WireType.varint);
const EVENT = tagOf(11, WireType.lengthDelimited);
const DROPPED_EVENTS = tagOf(12, WireType.varint);
const LINK = tagOf(13, WireType.lengthDelimited);
const DROPPED_LINKS = tagOf(14, WireType.varint);
const STATUS = tagOf(15, WireType.lengthDelimited);

const STATUS_MESSAGE = tagOf(2, WireType.lengthDelimited);
const STATUS_CODE = tagOf(3, WireType.varint);

const IRREGULAR_TRACE = 1;
const IRREGULAR_SPAN = 2;
const MISSING_TRACE = 4;
const MISSING_SPAN = 8;

/**
 * Reads the span from the scanner's position to `end` into a new row and commits it. Where it throws, the builder
 * has to abandon the span.
 * @param offset where its tag stands in the content
 */
export function readSpan(reading: ProtobufReading, end: number, offset: number, resource: number, scope: number): void {
  const { builder, scanner } = reading;
  const rows = builder.spans;
  const row = builder.beginSpan();
  rows.offset[row] = offset;
  rows.line[row] = 0;
  rows.file[row] = reading.file;
  rows.resource[row] = resource;
  rows.instrumentation[row] = scope;
  rows.name[row] = builder.values.internUtf8(scanner.bytes, 0, 0);
  reading.spanAttributes.clear();
  reading.irregularIds = MISSING_TRACE | MISSING_SPAN;
  while (scanner.pos < end) readField(reading, row, scanner.readTag(), end);
  // read as if they were there and empty
  if ((reading.irregularIds & MISSING_TRACE) !== 0) readTraceId(reading, row, scanner.pos);
  if ((reading.irregularIds & MISSING_SPAN) !== 0) readSpanId(reading, row, scanner.pos);
  if (reading.irregularIds !== 0) reportIds(reading, row);
  reading.spanAttributes.store(builder.spanAttributes, row);
  builder.commitSpan();
}

function readField(reading: ProtobufReading, row: number, tag: number, end: number): void {
  const { builder, scanner, time } = reading;
  const rows = builder.spans;
  switch (tag) {
    case TRACE_ID:
      readTraceId(reading, row, scanner.enter(end));
      break;
    case SPAN_ID:
      readSpanId(reading, row, scanner.enter(end));
      break;
    case PARENT_SPAN_ID:
      readParentId(reading, row, scanner.enter(end));
      break;
    case NAME:
      rows.name[row] = readText(reading, end);
      break;
    case KIND:
      rows.kind[row] = readEnum(reading, SPAN_KINDS.length, 'kind');
      break;
    case START:
      readTime(reading, end);
      rows.startSeconds[row] = time.seconds;
      rows.startNanoseconds[row] = time.nanoseconds;
      break;
    case END:
      readTime(reading, end);
      rows.endSeconds[row] = time.seconds;
      rows.endNanoseconds[row] = time.nanoseconds;
      break;
    case ATTRIBUTE:
      reading.spanAttributes.readOne(scanner.enter(end));
      break;
    default:
      readRareField(reading, row, tag, end);
  }
}

function readRareField(reading: ProtobufReading, row: number, tag: number, end: number): void {
  const { builder, scanner } = reading;
  switch (tag) {
    case STATUS:
      readStatus(reading, row, scanner.enter(end));
      break;
    case EVENT:
      if (builder.request.events) readEvent(reading, scanner.enter(end));
      else scanner.skip(tag, end);
      break;
    case LINK:
      if (builder.request.links) readLink(reading, scanner.enter(end));
      else scanner.skip(tag, end);
      break;
    case TRACE_STATE: {
      const stop = scanner.enter(end);
      setFlag(reading, row, SpanFlag.sampled, saysSampled(scanner.bytes, scanner.pos, stop));
      scanner.pos = stop;
      break;
    }
    case DROPPED_ATTRIBUTES:
      setFlag(reading, row, SpanFlag.droppedAttributes, scanner.readVarint() > 0);
      break;
    case DROPPED_EVENTS:
      setFlag(reading, row, SpanFlag.droppedEvents, scanner.readVarint() > 0);
      break;
    case DROPPED_LINKS:
      setFlag(reading, row, SpanFlag.droppedLinks, scanner.readVarint() > 0);
      break;
    default:
      scanner.skip(tag, end);
  }
}

function readTraceId(reading: ProtobufReading, row: number, end: number): void {
  const { builder, ids, scanner } = reading;
  const regular = ids.requireBytes(scanner.bytes, scanner.pos, end, 16);
  noteId(reading, IRREGULAR_TRACE, MISSING_TRACE, regular);
  builder.spans.trace[row] = builder.traceIds.numberOf(ids.words);
  scanner.pos = end;
}

function readSpanId(reading: ProtobufReading, row: number, end: number): void {
  const { builder, ids, scanner } = reading;
  const regular = ids.requireBytes(scanner.bytes, scanner.pos, end, 8);
  noteId(reading, IRREGULAR_SPAN, MISSING_SPAN, regular);
  builder.spans.idHigh[row] = ids.words[0]!;
  builder.spans.idLow[row] = ids.words[1]!;
  scanner.pos = end;
}

function noteId(reading: ProtobufReading, irregular: number, missing: number, regular: boolean): void {
  const others = reading.irregularIds & ~(irregular | missing);
  reading.irregularIds = regular ? others : others | irregular;
}

function reportIds(reading: ProtobufReading, row: number): void {
  setFlag(reading, row, SpanFlag.irregularId, true);
  const skipped = 'nothing: the span is judged, and its trace counts as incomplete';
  if ((reading.irregularIds & IRREGULAR_TRACE) !== 0) reading.problem('trace_id is not 16 bytes, not all 0', skipped);
  if ((reading.irregularIds & IRREGULAR_SPAN) !== 0) reading.problem('span_id is not 8 bytes, not all 0', skipped);
}

function readParentId(reading: ProtobufReading, row: number, end: number): void {
  const { builder, ids, scanner } = reading;
  const rows = builder.spans;
  const form = scanner.pos === end ? 'zero' : ids.readBytes(scanner.bytes, scanner.pos, end, 8);
  scanner.pos = end;
  rows.parentState[row] = form === 'zero' ? ParentState.none : ParentState.named;
  if (form === 'irregular') rows.parentState[row] = ParentState.irregular;
  rows.parentHigh[row] = form === 'zero' ? 0 : ids.words[0]!;
  rows.parentLow[row] = form === 'zero' ? 0 : ids.words[1]!;
}

function readStatus(reading: ProtobufReading, row: number, end: number): void {
  const { builder, scanner } = reading;
  const rows = builder.spans;
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === STATUS_CODE) rows.status[row] = readEnum(reading, STATUS_CODES.length, 'status.code');
    else if (tag === STATUS_MESSAGE && builder.request.statusMessage) rows.statusMessage[row] = readText(reading, end);
    else scanner.skip(tag, end);
  }
  scanner.leave(end);
}

function readText(reading: ProtobufReading, end: number): number {
  const { builder, scanner } = reading;
  const stop = scanner.enter(end);
  const code = builder.values.internUtf8(scanner.bytes, scanner.pos, stop);
  scanner.pos = stop;
  return code;
}

function readEnum(reading: ProtobufReading, known: number, field: string): number {
  const { scanner } = reading;
  const value = scanner.readVarint();
  if (value < known && scanner.high === 0) return value;
  reading.problem(`${field} has a value that is not known`, 'the field');
  return 0;
}

function readTime(reading: ProtobufReading, end: number): void {
  const low = reading.scanner.readFixed64(end);
  reading.time.readHalves(reading.scanner.high, low);
}

function setFlag(reading: ProtobufReading, row: number, flag: number, on: boolean): void {
  const { flags } = reading.builder.spans;
  flags[row] = on ? flags[row]! | flag : flags[row]! & ~flag;
}
