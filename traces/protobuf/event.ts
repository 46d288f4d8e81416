import { EventFlag } from '../../engine';
import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const TIME = tagOf(1, WireType.fixed64);
const NAME = tagOf(2, WireType.lengthDelimited);
const ATTRIBUTE = tagOf(3, WireType.lengthDelimited);
const DROPPED_ATTRIBUTES = tagOf(4, WireType.varint);

/** Reads the event from the scanner's position to `end` into a new row. */
export function readEvent(reading: ProtobufReading, end: number): void {
  const { builder, scanner, time, eventAttributes } = reading;
  const { events, values } = builder;
  const row = events.add();
  events.name[row] = values.internUtf8(scanner.bytes, 0, 0);
  eventAttributes.clear();
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === TIME) {
      const low = scanner.readFixed64(end);
      time.readHalves(scanner.high, low);
      events.seconds[row] = time.seconds;
      events.nanoseconds[row] = time.nanoseconds;
    } else if (tag === NAME) {
      const stop = scanner.enter(end);
      events.name[row] = values.internUtf8(scanner.bytes, scanner.pos, stop);
      scanner.pos = stop;
    } else if (tag === ATTRIBUTE) {
      eventAttributes.readOne(scanner.enter(end));
    } else if (tag === DROPPED_ATTRIBUTES) {
      events.flags[row] = scanner.readVarint() > 0 ? EventFlag.droppedAttributes : 0;
    } else scanner.skip(tag, end);
  }
  scanner.leave(end);
  eventAttributes.store(builder.eventAttributes, row);
}
