import { FieldTable } from './field-table';
import type { JsonReading } from './reading';
import { atString, enterArray, enterObject } from './values';

const TRACE_ID = 1;
const SPAN_ID = 2;
const ATTRIBUTES = 3;

const FIELDS = new FieldTable([
  [TRACE_ID, 'traceId', 'trace_id'],
  [SPAN_ID, 'spanId', 'span_id'],
  [ATTRIBUTES, 'attributes'],
]);

/** Reads a span's array of links, each into a row. */
export function readLinks(reading: JsonReading): void {
  const { scanner } = reading;
  if (!enterArray(reading, 'links')) return;
  for (let first = true; scanner.nextElement(first); first = false) {
    if (enterObject(reading, 'a link')) readLink(reading);
  }
}

function readLink(reading: JsonReading): void {
  const { builder, scanner } = reading;
  const { links } = builder;
  const row = links.add();
  readId(reading, '', 16, links.traceId, row * 4);
  readId(reading, '', 8, links.spanId, row * 2);
  reading.linkAttributes.clear();
  FIELDS.begin();
  for (let first = true; ; first = false) {
    const field = scanner.nextField(FIELDS, first);
    if (field < 0) break;
    if (field === TRACE_ID) readId(reading, 'a link’s traceId', 16, links.traceId, row * 4);
    else if (field === SPAN_ID) readId(reading, 'a link’s spanId', 8, links.spanId, row * 2);
    else if (field === ATTRIBUTES) reading.linkAttributes.read();
    else scanner.skipValue();
  }
  reading.linkAttributes.store(builder.linkAttributes, row);
}

/** An id of which nothing was said, or that is none, points nowhere: it is folded like those of spans. */
function readId(reading: JsonReading, field: string, size: number, column: Uint32Array, at: number): void {
  const { ids, scanner } = reading;
  if (field === '' || !atString(reading, field)) {
    ids.requireText(scanner.bytes, 0, 0, size);
  } else {
    scanner.readString();
    ids.requireText(scanner.text, scanner.textStart, scanner.textEnd, size);
  }
  for (let word = 0; word * 4 < size; word++) column[at + word] = ids.words[word]!;
}
