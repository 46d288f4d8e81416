import type { ScopeCollector } from '../catalog/scope-collector';
import { RequestedAttributes } from '../columns/requested-attributes';
import { Malformed, STARVED } from '../interruption';
import { readAnyValue } from './any-value';
import type { ProtobufReading } from './reading';
import { tagOf, WireType } from './wire';

const KEY = tagOf(1, WireType.lengthDelimited);
const VALUE = tagOf(2, WireType.lengthDelimited);

/** Reads the requested ones of an owner's attributes; `codes` holds those of the owner at hand. */
export class AttributeReader extends RequestedAttributes {
  readonly #reading: ProtobufReading;
  readonly #collector: ScopeCollector | undefined;

  constructor(
    reading: ProtobufReading,
    keys: readonly string[],
    collector: ScopeCollector | undefined,
    prefixes?: readonly string[],
  ) {
    super(keys, prefixes);
    this.#reading = reading;
    this.#collector = collector;
  }

  /** Reads one KeyValue, from the scanner's position to `end`. */
  readOne(end: number): void {
    const { scanner, builder } = this.#reading;
    const { catalog } = builder;
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
    scanner.leave(end);
    const key = this.keys.find(scanner.bytes, keyAt, keyEnd);
    const isListed = this.listed !== null && this.prefixes.cover(scanner.bytes, keyAt, keyEnd);
    const sample = this.#collector?.sample(scanner.bytes, keyAt, keyEnd);
    const isRequested = key >= 0 || isListed;
    let code = 0;
    if (valueAt >= 0) {
      scanner.pos = valueAt;
      if (isRequested) code = readAnyValue(this.#reading, valueEnd);
      else if (sample !== undefined) code = this.#lookAt(valueEnd);
    }
    if (key >= 0) this.codes[key] = code;
    if (isListed) this.listed!.set(builder.values.internUtf8(scanner.bytes, keyAt, keyEnd), code);
    if (sample !== undefined) catalog!.saw(sample, isRequested ? builder.values : catalog!.lookedAt, code);
    scanner.pos = end;
  }

  /** A value for the catalog alone, which looks on: what it can't read is no problem that there would not be without it. */
  #lookAt(valueEnd: number): number {
    try {
      return readAnyValue(this.#reading, valueEnd, this.#reading.builder.catalog!.lookedAt);
    } catch (thrown) {
      if (thrown instanceof Malformed || thrown === STARVED) return 0;
      throw thrown;
    }
  }
}
