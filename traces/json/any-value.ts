import { base64Bytes } from '../base64';
import { attributeInteger, exactInteger, protobufDouble } from '../integer';
import { Byte } from './bytes';
import { FieldTable } from './field-table';
import { nestedValue } from './nested-value';
import type { JsonReading } from './reading';
import { atString, enterObject, readStringCode, scalarText } from './values';

const STRING = 1;
const BOOL = 2;
const INT = 3;
const DOUBLE = 4;
const BYTES = 5;
const ARRAY = 6;
const KVLIST = 7;

const FIELDS = new FieldTable([
  [STRING, 'stringValue', 'string_value'],
  [BOOL, 'boolValue', 'bool_value'],
  [INT, 'intValue', 'int_value'],
  [DOUBLE, 'doubleValue', 'double_value'],
  [BYTES, 'bytesValue', 'bytes_value'],
  [ARRAY, 'arrayValue', 'array_value'],
  [KVLIST, 'kvlistValue', 'kvlist_value'],
]);

/** The code of the AnyValue that is next; 0 for an empty one. Should it have several, the last one counts. */
export function readAnyValue(reading: JsonReading): number {
  const { scanner } = reading;
  if (!enterObject(reading, 'an attribute’s value')) return 0;
  FIELDS.begin();
  let code = 0;
  for (let first = true; ; first = false) {
    const field = scanner.nextField(FIELDS, first);
    if (field < 0) return code;
    code = readMember(reading, field) || code;
  }
}

function readMember(reading: JsonReading, field: number): number {
  switch (field) {
    case STRING:
      return readStringCode(reading, 'stringValue');
    case BOOL:
      return readBool(reading);
    case INT:
      return readInt(reading);
    case DOUBLE:
      return readDouble(reading);
    case BYTES:
      return readBytes(reading);
    case ARRAY:
      return readNested(reading, 'arrayValue');
    case KVLIST:
      return readNested(reading, 'kvlistValue');
    default:
      reading.scanner.skipValue();
      return 0;
  }
}

function readBool(reading: JsonReading): number {
  const { scanner } = reading;
  const quoted = scanner.peek() === Byte.quote;
  const text = scalarText(reading);
  if (!quoted && text === 'null') return 0;
  if (!quoted && (text === 'true' || text === 'false')) return reading.values.internBoolean(text === 'true');
  return notA(reading, 'boolValue', 'a boolean');
}

function readInt(reading: JsonReading): number {
  const { scanner } = reading;
  const text = scalarText(reading);
  if (text === 'null' && isWord(scanner)) return 0;
  const integer = exactInteger(text);
  const value = integer === undefined ? undefined : attributeInteger(integer);
  if (value === undefined) return notA(reading, 'intValue', 'a 64-bit integer');
  const { values } = reading;
  return typeof value === 'bigint' ? values.internBigint(value) : values.internNumber(value);
}

function readDouble(reading: JsonReading): number {
  const text = scalarText(reading);
  if (text === 'null' && isWord(reading.scanner)) return 0;
  const value = protobufDouble(text);
  return value === undefined ? notA(reading, 'doubleValue', 'a number') : reading.values.internNumber(value);
}

function readBytes(reading: JsonReading): number {
  const { scanner } = reading;
  if (!atString(reading, 'bytesValue')) return 0;
  scanner.readString();
  const bytes = base64Bytes(scanner.text, scanner.textStart, scanner.textEnd);
  return bytes === undefined ? notA(reading, 'bytesValue', 'base64') : reading.values.intern(bytes);
}

/** Lists and maps are rare: they are cut out and parsed as a whole. */
function readNested(reading: JsonReading, field: 'arrayValue' | 'kvlistValue'): number {
  const { scanner } = reading;
  if (scanner.takeNull()) return 0;
  const start = scanner.pos;
  scanner.skipValue();
  const value = nestedValue(field, scanner.written(start), scanner.skippedDepth);
  return value === undefined ? notA(reading, field, 'a list that can be read') : reading.values.intern(value);
}

/** Whether what was read last was not quoted. */
function isWord(scanner: JsonReading['scanner']): boolean {
  return scanner.bytes[scanner.pos - 1] !== Byte.quote;
}

function notA(reading: JsonReading, field: string, expected: string): number {
  reading.problem(`${field} is not ${expected}`, 'the value');
  return 0;
}
