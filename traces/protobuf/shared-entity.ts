import { SCOPE_KEYS } from '../scope-keys';
import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const RESOURCE_ATTRIBUTE = tagOf(1, WireType.lengthDelimited);
const RESOURCE_DROPPED = tagOf(2, WireType.varint);

const SCOPE_NAME = tagOf(1, WireType.lengthDelimited);
const SCOPE_VERSION = tagOf(2, WireType.lengthDelimited);
const SCOPE_ATTRIBUTE = tagOf(3, WireType.lengthDelimited);
const SCOPE_DROPPED = tagOf(4, WireType.varint);

/**
 * Reads the resource from the scanner's position to `end`, for the spans that were given `opened`.
 * @returns whether it reports dropped attributes
 */
export function readResource(reading: ProtobufReading, end: number, opened: number): boolean {
  const { builder, scanner, resourceAttributes } = reading;
  resourceAttributes.clear();
  let dropped = false;
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === RESOURCE_ATTRIBUTE) resourceAttributes.readOne(scanner.enter(end));
    else if (tag === RESOURCE_DROPPED) dropped = scanner.readVarint() > 0;
    else scanner.skip(tag, end);
  }
  builder.resources.close(opened, resourceAttributes.codes);
  builder.commitEntity();
  return dropped;
}

/** Reads an instrumentation scope; its name and version are attributes like the others. */
export function readScope(reading: ProtobufReading, end: number, opened: number): boolean {
  const { builder, scanner, scopeAttributes } = reading;
  scopeAttributes.clear();
  let dropped = false;
  let name = 0;
  let version = 0;
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === SCOPE_NAME) name = readNonEmpty(reading, end);
    else if (tag === SCOPE_VERSION) version = readNonEmpty(reading, end);
    else if (tag === SCOPE_ATTRIBUTE) scopeAttributes.readOne(scanner.enter(end));
    else if (tag === SCOPE_DROPPED) dropped = scanner.readVarint() > 0;
    else scanner.skip(tag, end);
  }
  scopeAttributes.setIfAbsent(SCOPE_KEYS.name, name);
  scopeAttributes.setIfAbsent(SCOPE_KEYS.version, version);
  builder.scopes.close(opened, scopeAttributes.codes);
  builder.commitEntity();
  return dropped;
}

/** A text's code; 0 for an empty one, which protobuf can't tell from none. */
function readNonEmpty(reading: ProtobufReading, end: number): number {
  const { builder, scanner } = reading;
  const stop = scanner.enter(end);
  const code = stop === scanner.pos ? 0 : builder.values.internUtf8(scanner.bytes, scanner.pos, stop);
  scanner.pos = stop;
  return code;
}
