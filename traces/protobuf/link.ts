import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const TRACE_ID = tagOf(1, WireType.lengthDelimited);
const SPAN_ID = tagOf(2, WireType.lengthDelimited);
const ATTRIBUTE = tagOf(4, WireType.lengthDelimited);

/** Reads the link from the scanner's position to `end` into a new row. */
export function readLink(reading: ProtobufReading, end: number): void {
  const { builder, scanner, linkAttributes } = reading;
  const { links } = builder;
  const row = links.add();
  readId(reading, scanner.pos, 16, links.traceId, row * 4);
  readId(reading, scanner.pos, 8, links.spanId, row * 2);
  linkAttributes.clear();
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === TRACE_ID) readId(reading, scanner.enter(end), 16, links.traceId, row * 4);
    else if (tag === SPAN_ID) readId(reading, scanner.enter(end), 8, links.spanId, row * 2);
    else if (tag === ATTRIBUTE) linkAttributes.readOne(scanner.enter(end));
    else scanner.skip(tag, end);
  }
  scanner.leave(end);
  linkAttributes.store(builder.linkAttributes, row);
}

/** An id that is none points nowhere: it is folded like those of spans. */
function readId(reading: ProtobufReading, end: number, size: number, column: Uint32Array, at: number): void {
  const { ids, scanner } = reading;
  ids.requireBytes(scanner.bytes, scanner.pos, end, size);
  for (let word = 0; word * 4 < size; word++) column[at + word] = ids.words[word]!;
  scanner.pos = end;
}
