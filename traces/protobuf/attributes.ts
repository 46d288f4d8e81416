import type { ScopeCollector } from '../catalog/catalog-collector';
import { PendingAttributes } from '../columns/all-attributes';
import type { AttributeColumns } from '../columns/attribute-columns';
import { KeyTable } from '../columns/key-table';
import { readAnyValue } from './any-value';
import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const KEY = tagOf(1, WireType.lengthDelimited);
const VALUE = tagOf(2, WireType.lengthDelimited);

/** Reads the requested ones of an owner's attributes; `codes` holds those of the owner at hand. */
export class AttributeReader {
  /** A value code for each requested key, 0 where it was absent. Of a repeated key the last one counts. */
  readonly codes: Uint32Array;
  readonly #reading: ProtobufReading;
  readonly #names: readonly string[];
  readonly #keys: KeyTable;
  /** Where all are requested, all of the owner at hand. */
  readonly #all: PendingAttributes | null;
  readonly #collector: ScopeCollector | undefined;

  constructor(
    reading: ProtobufReading,
    keys: readonly string[],
    collector: ScopeCollector | undefined,
    wantsAll = false,
  ) {
    this.#reading = reading;
    this.#all = wantsAll ? new PendingAttributes() : null;
    this.#collector = collector;
    this.#names = keys;
    this.#keys = new KeyTable(keys);
    this.codes = new Uint32Array(keys.length);
  }

  clear(): void {
    const { codes } = this;
    for (let key = 0; key < codes.length; key++) codes[key] = 0;
    this.#all?.clear();
  }

  /** Puts the codes into a row. */
  store(columns: AttributeColumns, row: number): void {
    const { codes } = this;
    for (let key = 0; key < codes.length; key++) if (codes[key] !== 0) columns.set(key, row, codes[key]!);
    if (this.#all !== null) columns.all?.store(row, this.#all);
  }

  /** For what is no attribute in the input, but has a key all the same. */
  setIfAbsent(key: string, code: number): void {
    const place = this.#names.indexOf(key);
    if (place >= 0 && this.codes[place] === 0) this.codes[place] = code;
  }

  /** Reads one KeyValue, from the scanner's position to `end`. */
  readOne(end: number): void {
    const { scanner, builder } = this.#reading;
    let keyAt = 0;
    let keyEnd = 0;
    let valueAt = -1;
    let valueEnd = -1;
    while (scanner.pos < end) {
      const tag = scanner.readTag();
      if (tag === KEY) {
        keyEnd = scanner.enter(end);
        keyAt = scanner.pos;
        scanner.pos = keyEnd;
      } else if (tag === VALUE) {
        valueEnd = scanner.enter(end);
        valueAt = scanner.pos;
        scanner.pos = valueEnd;
      } else scanner.skip(tag, end);
    }
    const key = this.#keys.find(scanner.bytes, keyAt, keyEnd);
    const sample = this.#collector?.sample(scanner.bytes, keyAt, keyEnd);
    let code = 0;
    if (valueAt >= 0 && (key >= 0 || this.#all !== null || sample?.wantsValue === true)) {
      scanner.pos = valueAt;
      code = readAnyValue(this.#reading, valueEnd);
    }
    if (key >= 0) this.codes[key] = code;
    this.#all?.set(builder.values.internUtf8(scanner.bytes, keyAt, keyEnd), code);
    if (sample !== undefined) this.#collector!.saw(sample, code);
    scanner.pos = end;
  }
}
