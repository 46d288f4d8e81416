import type { AttributeSample } from '../catalog/attribute-sample';
import type { ScopeCollector } from '../catalog/scope-collector';
import type { DictionaryBuilder } from '../columns/dictionary';
import { RequestedAttributes } from '../columns/requested-attributes';
import { Malformed } from '../interruption';
import { readAnyValue } from './any-value';
import { FieldTable } from './field-table';
import type { JsonReading } from './reading';
import { atString, enterArray, enterObject } from './values';

const KEY = 1;
const VALUE = 2;

const FIELDS = new FieldTable([
  [KEY, 'key'],
  [VALUE, 'value'],
]);

/** Reads the requested ones of an array of attributes; `codes` holds those of the array read last. */
export class AttributeReader extends RequestedAttributes {
  readonly #reading: JsonReading;
  readonly #collector: ScopeCollector | undefined;
  /** The key of the attribute at hand as a code, where it begins as requested; else 0. */
  #name = 0;
  /** What the catalog keeps of the attribute at hand. */
  #sample: AttributeSample | undefined;
  constructor(
    reading: JsonReading,
    keys: readonly string[],
    collector: ScopeCollector | undefined,
    prefixes?: readonly string[],
  ) {
    super(keys, prefixes);
    this.#reading = reading;
    this.#collector = collector;
  }

  read(): void {
    this.clear();
    const { scanner } = this.#reading;
    if (!enterArray(this.#reading, 'attributes')) return;
    for (let first = true; scanner.nextElement(first); first = false) this.#readAttribute();
  }

  #readAttribute(): void {
    const { scanner } = this.#reading;
    if (!enterObject(this.#reading, 'an attribute')) return;
    FIELDS.begin();
    this.#sample = undefined;
    this.#name = 0;
    let key = -1;
    let hasKey = false;
    let code = 0;
    let valueAt = -1;
    let decoded = false;
    for (let first = true; ; first = false) {
      const field = scanner.nextField(FIELDS, first);
      if (field === VALUE) {
        scanner.peek();
        valueAt = scanner.pos;
        decoded = hasKey && this.#isRequested(key);
        if (decoded) code = readAnyValue(this.#reading);
        else scanner.skipValue();
      } else if (field === KEY) {
        key = this.#readKey();
        hasKey = true;
        decoded = false;
      } else if (field < 0) break;
      else scanner.skipValue();
    }
    // protobuf can't tell an empty one from none
    if (!hasKey) key = this.#noteKey(scanner.bytes, 0, 0);
    const isRequested = this.#isRequested(key);
    if (!decoded) code = valueAt >= 0 && isRequested ? this.#readAgain(valueAt) : 0;
    if (key >= 0) this.codes[key] = code;
    if (this.#name !== 0) this.listed!.set(this.#name, code);
    if (this.#sample !== undefined) this.#saw(this.#sample, isRequested ? code : null, valueAt);
  }

  #isRequested(key: number): boolean {
    return key >= 0 || this.#name !== 0;
  }

  #readKey(): number {
    const { scanner } = this.#reading;
    if (!atString(this.#reading, 'an attribute’s key')) return this.#noteKey(scanner.bytes, 0, 0);
    scanner.readString();
    return this.#noteKey(scanner.text, scanner.textStart, scanner.textEnd);
  }

  /** @returns its place in the request, or -1 */
  #noteKey(text: Uint8Array, start: number, end: number): number {
    const isListed = this.listed !== null && this.prefixes.cover(text, start, end);
    this.#name = isListed ? this.#reading.builder.values.internUtf8(text, start, end) : 0;
    this.#sample = this.#collector?.sample(text, start, end);
    return this.keys.find(text, start, end);
  }

  /** @param code null of a value that nobody but the catalog wants */
  #saw(sample: AttributeSample, code: number | null, valueAt: number): void {
    const { catalog, values } = this.#reading.builder;
    if (code !== null) catalog!.saw(sample, values, code);
    else catalog!.saw(sample, catalog!.lookedAt, valueAt < 0 ? 0 : this.#lookAt(valueAt, catalog!.lookedAt));
  }

  /** What the catalog, which looks on, can't read is no problem that there would not be without it. */
  #lookAt(valueAt: number, values: DictionaryBuilder): number {
    const { builder, problems, scanner } = this.#reading;
    const { count } = problems;
    const { pos, line } = scanner;
    let code = 0;
    this.#reading.values = values;
    try {
      code = this.#readAgain(valueAt);
    } catch (thrown) {
      if (!(thrown instanceof Malformed)) throw thrown;
    } finally {
      this.#reading.values = builder.values;
    }
    problems.rollBack(count);
    scanner.pos = pos;
    scanner.line = line;
    return code;
  }

  /** A value that was passed before it was known that somebody wants it. */
  #readAgain(valueAt: number): number {
    const { scanner } = this.#reading;
    const { pos, line } = scanner;
    scanner.pos = valueAt;
    const code = readAnyValue(this.#reading);
    scanner.pos = pos;
    scanner.line = line;
    return code;
  }
}
