import { EventFlag } from '../../engine';
import { FieldTable } from './field-table';
import type { JsonReading } from './reading';
import { enterArray, enterObject, readIsPositive, readStringCode, readTime } from './values';

const TIME = 1;
const NAME = 2;
const ATTRIBUTES = 3;
const DROPPED_ATTRIBUTES = 4;

const FIELDS = new FieldTable([
  [TIME, 'timeUnixNano', 'time_unix_nano'],
  [NAME, 'name'],
  [ATTRIBUTES, 'attributes'],
  [DROPPED_ATTRIBUTES, 'droppedAttributesCount', 'dropped_attributes_count'],
]);

/** Reads a span's array of events, each into a row. */
export function readEvents(reading: JsonReading): void {
  const { scanner } = reading;
  if (!enterArray(reading, 'events')) return;
  for (let first = true; scanner.nextElement(first); first = false) {
    if (enterObject(reading, 'an event')) readEvent(reading);
  }
}

function readEvent(reading: JsonReading): void {
  const { builder, scanner } = reading;
  const row = builder.events.add();
  reading.eventAttributes.clear();
  FIELDS.begin();
  for (let first = true; ; first = false) {
    const field = scanner.nextField(FIELDS, first);
    if (field < 0) break;
    readField(reading, row, field);
  }
  const { events } = builder;
  if (events.name[row] === 0) events.name[row] = builder.values.internUtf8(scanner.bytes, 0, 0);
  reading.eventAttributes.store(builder.eventAttributes, row);
}

function readField(reading: JsonReading, row: number, field: number): void {
  const { events } = reading.builder;
  switch (field) {
    case TIME:
      readTime(reading, 'timeUnixNano');
      events.seconds[row] = reading.time.seconds;
      events.nanoseconds[row] = reading.time.nanoseconds;
      break;
    case NAME:
      events.name[row] = readStringCode(reading, 'an event’s name');
      break;
    case ATTRIBUTES:
      reading.eventAttributes.read();
      break;
    case DROPPED_ATTRIBUTES:
      events.flags[row] = readIsPositive(reading) ? EventFlag.droppedAttributes : 0;
      break;
    default:
      reading.scanner.skipValue();
  }
}
