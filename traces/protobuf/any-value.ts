import type { AttributeValue } from '../../engine';
import { attributeInteger } from '../integer';
import type { ProtobufReading } from './reading';
import { tagOf, type WireScanner, WireType } from './wire';

const STRING = tagOf(1, WireType.lengthDelimited);
const BOOL = tagOf(2, WireType.varint);
const INT = tagOf(3, WireType.varint);
const DOUBLE = tagOf(4, WireType.fixed64);
const ARRAY = tagOf(5, WireType.lengthDelimited);
const KVLIST = tagOf(6, WireType.lengthDelimited);
const BYTES = tagOf(7, WireType.lengthDelimited);

const VALUES = tagOf(1, WireType.lengthDelimited);
const KEY = tagOf(1, WireType.lengthDelimited);
const VALUE = tagOf(2, WireType.lengthDelimited);

/** Lists within lists; what is deeper is left out. */
const DEEPEST_VALUE = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const double = new DataView(new ArrayBuffer(8));

/** The code of the AnyValue from the scanner's position to `end`; 0 for an empty one. */
export function readAnyValue(reading: ProtobufReading, end: number, values = reading.builder.values): number {
  const { scanner } = reading;
  let code = 0;
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === STRING) {
      const stop = scanner.enter(end);
      code = values.internUtf8(scanner.bytes, scanner.pos, stop);
      scanner.pos = stop;
    } else {
      const value = readMember(scanner, tag, end, 0);
      if (value !== undefined) code = values.intern(value);
    }
  }
  scanner.leave(end);
  return code;
}

function anyValue(scanner: WireScanner, end: number, depth: number): AttributeValue | undefined {
  let found: AttributeValue | undefined;
  while (scanner.pos < end) found = readMember(scanner, scanner.readTag(), end, depth) ?? found;
  scanner.leave(end);
  return depth > DEEPEST_VALUE ? undefined : found;
}

function readMember(scanner: WireScanner, tag: number, end: number, depth: number): AttributeValue | undefined {
  switch (tag) {
    case STRING:
      return decoder.decode(rawBytes(scanner, end));
    case BOOL:
      return scanner.readVarint() !== 0 || scanner.high !== 0;
    case INT:
      return readInteger(scanner);
    case DOUBLE:
      double.setUint32(4, scanner.readFixed64(end));
      double.setUint32(0, scanner.high);
      return double.getFloat64(0);
    case BYTES:
      return rawBytes(scanner, end).slice();
    case ARRAY:
      return readList(scanner, scanner.enter(end), depth + 1);
    case KVLIST:
      return readMap(scanner, scanner.enter(end), depth + 1);
    default:
      scanner.skip(tag, end);
      return undefined;
  }
}

function readInteger(scanner: WireScanner): number | bigint {
  const low = scanner.readVarint();
  const { high } = scanner;
  if (high === 0) return low;
  return attributeInteger(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)))!;
}

function readList(scanner: WireScanner, end: number, depth: number): AttributeValue[] | undefined {
  if (depth > DEEPEST_VALUE) return skipTo(scanner, end);
  const items: AttributeValue[] = [];
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag !== VALUES) {
      scanner.skip(tag, end);
      continue;
    }
    const item = anyValue(scanner, scanner.enter(end), depth);
    if (item !== undefined) items.push(item);
  }
  scanner.leave(end);
  return items;
}

function readMap(scanner: WireScanner, end: number, depth: number): Map<string, AttributeValue> | undefined {
  if (depth > DEEPEST_VALUE) return skipTo(scanner, end);
  const entries = new Map<string, AttributeValue>();
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === VALUES) readEntry(scanner, scanner.enter(end), depth, entries);
    else scanner.skip(tag, end);
  }
  scanner.leave(end);
  return entries;
}

function readEntry(scanner: WireScanner, end: number, depth: number, entries: Map<string, AttributeValue>): void {
  let key = '';
  let value: AttributeValue | undefined;
  while (scanner.pos < end) {
    const tag = scanner.readTag();
    if (tag === KEY) key = decoder.decode(rawBytes(scanner, end));
    else if (tag === VALUE) value = anyValue(scanner, scanner.enter(end), depth);
    else scanner.skip(tag, end);
  }
  scanner.leave(end);
  if (value !== undefined) entries.set(key, value);
}

function rawBytes(scanner: WireScanner, end: number): Uint8Array {
  const stop = scanner.enter(end);
  const bytes = scanner.bytes.subarray(scanner.pos, stop);
  scanner.pos = stop;
  return bytes;
}

function skipTo(scanner: WireScanner, end: number): undefined {
  scanner.pos = end;
}
