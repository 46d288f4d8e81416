import type { AttributeSample } from '../catalog/attribute-sample';
import type { ScopeCollector } from '../catalog/catalog-collector';
import { RequestedAttributes } from '../columns/requested-attributes';
import { readAnyValue } from './any-value';
import { AttributeTemplates, Follows } from './attribute-templates';
import { Byte, ENDS_TEXT, IS_WORD } from './bytes';
import { FieldTable } from './field-table';
import type { JsonReading } from './reading';
import { atString, enterArray, enterObject } from './values';

const KEY = 1;
const VALUE = 2;

/** Reads the requested ones of an array of attributes; `codes` holds those of the array read last. */
export class AttributeReader extends RequestedAttributes {
  readonly #reading: JsonReading;
  readonly #templates = new AttributeTemplates();
  readonly #collector: ScopeCollector | undefined;
  /** The key of the attribute at hand as a code, where all are requested. */
  #name = 0;
  /** What the catalog keeps of the attribute at hand. */
  #sample: AttributeSample | undefined;
  readonly #fields = new FieldTable([
    [KEY, 'key'],
    [VALUE, 'value'],
  ]);

  constructor(reading: JsonReading, keys: readonly string[], collector: ScopeCollector | undefined, wantsAll = false) {
    super(keys, wantsAll);
    this.#reading = reading;
    this.#collector = collector;
  }

  read(): void {
    this.clear();
    const { scanner } = this.#reading;
    if (!enterArray(this.#reading, 'attributes')) return;
    this.#templates.begin();
    for (let first = true; scanner.nextElement(first); first = false) {
      // who wants all wants to see each key
      if (this.all !== null || !this.#readExpected()) this.#readAttribute();
    }
  }

  /** Reads the attribute that is next if it is written as one before; else leaves it. */
  #readExpected(): boolean {
    const { scanner } = this.#reading;
    const start = scanner.pos;
    const follows = this.#templates.match(scanner);
    if (follows === Follows.nothing) return false;
    const { bytes } = scanner;
    const { key, sample } = this.#templates;
    const isWanted = key >= 0 || sample?.wantsValue === true;
    const valueAt = scanner.pos;
    const ends = follows === Follows.word ? endOfWord(bytes, valueAt) : endOfText(bytes, valueAt);
    const code = ends < 0 ? -1 : isWanted ? this.#codeOf(follows, valueAt, ends) : 0;
    if (code < 0) {
      scanner.pos = start;
      return false;
    }
    scanner.pos = ends + (follows === Follows.word ? 2 : 3);
    if (key >= 0) this.codes[key] = code;
    if (sample !== undefined) this.#collector!.saw(sample, code);
    return true;
  }

  /** The code of a value between two positions, or -1 if reading it takes more than a glance. */
  #codeOf(follows: number, start: number, end: number): number {
    const { builder, scanner } = this.#reading;
    if (follows === Follows.string) return builder.values.internUtf8(scanner.bytes, start, end);
    if (follows === Follows.word || end - start > 15 || end === start) return -1;
    let value = 0;
    for (let i = start; i < end; i++) {
      const digit = scanner.bytes[i]! - Byte.zero;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return builder.values.internNumber(value);
  }

  #readAttribute(): void {
    const { scanner } = this.#reading;
    const start = scanner.pos;
    if (!enterObject(this.#reading, 'an attribute')) return;
    this.#fields.begin();
    this.#sample = undefined;
    this.#name = 0;
    let key = -1;
    let keys = 0;
    let code = 0;
    let valueAt = -1;
    let decoded = false;
    for (let first = true; ; first = false) {
      const field = scanner.nextField(this.#fields, first);
      if (field === VALUE) {
        scanner.peek();
        valueAt = scanner.pos;
        decoded = this.#wantsValue(key);
        if (decoded) code = readAnyValue(this.#reading);
        else scanner.skipValue();
      } else if (field === KEY) {
        key = this.#readKey();
        keys++;
        decoded = false;
      } else if (field < 0) break;
      else scanner.skipValue();
    }
    if (!decoded) code = valueAt >= 0 && this.#wantsValue(key) ? this.#readBehind(valueAt) : 0;
    if (key >= 0) this.codes[key] = code;
    // with a second key the first one doesn't count, though the attribute begins with it
    if (keys === 1) this.#templates.learn(scanner, start, valueAt, key, this.#sample);
    if (this.#name !== 0) this.all!.set(this.#name, code);
    if (this.#sample !== undefined) this.#collector!.saw(this.#sample, code);
  }

  #wantsValue(key: number): boolean {
    return key >= 0 || this.#name !== 0 || this.#sample?.wantsValue === true;
  }

  #readKey(): number {
    const { scanner, builder } = this.#reading;
    if (!atString(this.#reading, 'an attribute’s key')) return -1;
    scanner.readString();
    if (this.all !== null) this.#name = builder.values.internUtf8(scanner.text, scanner.textStart, scanner.textEnd);
    this.#sample = this.#collector?.sample(scanner.text, scanner.textStart, scanner.textEnd);
    return this.keys.find(scanner.text, scanner.textStart, scanner.textEnd);
  }

  /** The value that stood before its key. */
  #readBehind(valueAt: number): number {
    const { scanner } = this.#reading;
    const { pos, line } = scanner;
    scanner.pos = valueAt;
    const code = readAnyValue(this.#reading);
    scanner.pos = pos;
    scanner.line = line;
    return code;
  }
}

/** Where the text from `at` on ends, if a quote and two closing braces follow; else -1. */
function endOfText(bytes: Uint8Array, at: number): number {
  let end = at;
  while (ENDS_TEXT[bytes[end]!] === 0) end++;
  return bytes[end] === Byte.quote && bytes[end + 1] === Byte.closeBrace && bytes[end + 2] === Byte.closeBrace
    ? end
    : -1;
}

/** Where the number, `true` or `false` from `at` on ends, if two closing braces follow; else -1. */
function endOfWord(bytes: Uint8Array, at: number): number {
  let end = at;
  while (IS_WORD[bytes[end]!] === 1) end++;
  return end > at && bytes[end] === Byte.closeBrace && bytes[end + 1] === Byte.closeBrace ? end : -1;
}
