import { exactInteger } from '../integer';
import { Byte } from './bytes';
import type { JsonReading } from './reading';

/** What the problems say of a field that is not what it should be. */
const FIELD = 'the field';

/** The code of the string that is next; 0 for `null`, and for anything else, which is a problem. */
export function readStringCode(reading: JsonReading, field: string): number {
  const { scanner } = reading;
  if (!atString(reading, field)) return 0;
  scanner.readString();
  return reading.values.internUtf8(scanner.text, scanner.textStart, scanner.textEnd);
}

/** Whether a string is next. `null` is passed, and so is anything else, which is a problem. */
export function atString(reading: JsonReading, field: string): boolean {
  const { scanner } = reading;
  if (scanner.peek() === Byte.quote) return true;
  skipOther(reading, field, 'a string');
  return false;
}

/** Whether an object is next, whose brace is then passed. Otherwise as `atString`. */
export function enterObject(reading: JsonReading, field: string): boolean {
  if (reading.scanner.take(Byte.openBrace)) return true;
  skipOther(reading, field, 'an object');
  return false;
}

/** Whether an array is next, whose bracket is then passed. Otherwise as `atString`. */
export function enterArray(reading: JsonReading, field: string): boolean {
  if (reading.scanner.take(Byte.openBracket)) return true;
  skipOther(reading, field, 'an array');
  return false;
}

/** Reads nanoseconds since the epoch into `reading.time`. */
export function readTime(reading: JsonReading, field: string): void {
  const { scanner, time } = reading;
  if (scanner.peek() === Byte.quote) {
    scanner.readString();
    if (time.readDigits(scanner.text, scanner.textStart, scanner.textEnd)) return;
    readRareTime(reading, scanner.textString(), field);
    return;
  }
  if (scanner.takeNull()) {
    time.readBigint(0n);
    return;
  }
  const start = scanner.pos;
  scanner.skipValue();
  if (!time.readDigits(scanner.bytes, start, scanner.pos)) {
    readRareTime(reading, scanner.written(start), field);
  }
}

function readRareTime(reading: JsonReading, text: string, field: string): void {
  const value = exactInteger(text);
  if (value !== undefined && reading.time.readBigint(value)) return;
  reading.time.readBigint(0n);
  reading.problem(`${field} is no time in nanoseconds`, FIELD);
}

/** An enum as an integer, or as the name that stands at that place of `names`; 0 for what it doesn't know. */
export function readEnum(reading: JsonReading, names: readonly string[], field: string): number {
  const { scanner } = reading;
  const byte = scanner.peek();
  const behind = scanner.bytes[scanner.pos + 1]!;
  if (byte >= Byte.zero && byte <= Byte.nine && (behind === Byte.comma || behind === Byte.closeBrace)) {
    scanner.pos++;
    return knownEnum(reading, byte - Byte.zero, names, field);
  }
  if (scanner.takeNull()) return 0;
  const text = scalarText(reading);
  const number = names.indexOf(text);
  return number >= 0 ? number : knownEnum(reading, Number(exactInteger(text) ?? -1), names, field);
}

function knownEnum(reading: JsonReading, number: number, names: readonly string[], field: string): number {
  if (number >= 0 && number < names.length) return number;
  reading.problem(`${field} has a value that is not known`, FIELD);
  return 0;
}

/** A count, as a number or a string, is above zero. */
export function readIsPositive(reading: JsonReading): boolean {
  if (reading.scanner.takeNull()) return false;
  return Number(scalarText(reading)) > 0;
}

/** The next value as written, without the quotes of a string; objects and arrays are skipped and empty. */
export function scalarText(reading: JsonReading): string {
  const { scanner } = reading;
  const byte = scanner.peek();
  if (byte === Byte.quote) return scanner.readText();
  const start = scanner.pos;
  scanner.skipValue();
  return byte === Byte.openBrace || byte === Byte.openBracket ? '' : scanner.written(start);
}

function skipOther(reading: JsonReading, field: string, expected: string): void {
  const { scanner } = reading;
  if (scanner.takeNull()) return;
  scanner.skipValue();
  reading.problem(`${field} is not ${expected}`, FIELD);
}
