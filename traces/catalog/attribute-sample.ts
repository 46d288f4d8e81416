import type { DictionaryBuilder } from '../columns/dictionary';
import type { ValueType } from './catalog';
import { numberType, typeOf } from './value-type';

export const MOST_VALUES = 20;
/** In bytes. */
export const LONGEST_VALUE = 200;

/** One of those of lowest rank. */
export interface RankedValue {
  readonly rank: number;
  /** Of the value. */
  readonly code: number;
}

/**
 * What is kept of one attribute while traces are read. Which values are kept is a matter of what they are: those whose ranks are
 * lowest. So it is the same whatever the order they come in, and whoever saw which of them.
 */
export class AttributeSample {
  readonly key: string;
  count = 0;
  /** Whether a value was too long to be kept. */
  hasLong = false;
  readonly types = new Set<ValueType>();
  /** The values of lowest rank, and one more than are listed, in their order. */
  readonly #lowest: RankedValue[] = [];
  readonly #values: DictionaryBuilder;

  /** @param values where the codes of those that are kept are from */
  constructor(key: string, values: DictionaryBuilder) {
    this.key = key;
    this.#values = values;
  }

  get lowest(): readonly RankedValue[] {
    return this.#lowest;
  }

  /** Ranks above this one are too high. */
  get highestRank(): number {
    return this.#lowest.length > MOST_VALUES ? this.#lowest[MOST_VALUES]!.rank : Number.POSITIVE_INFINITY;
  }

  /** Takes a text of this rank and length in bytes, if it is not to be kept; returns whether it is so. */
  passText(rank: number, length: number): boolean {
    return (length > LONGEST_VALUE || rank > this.highestRank) && this.#pass('string', length);
  }

  /** The same of a number. */
  passNumber(rank: number, value: number): boolean {
    return rank > this.highestRank && this.#pass(numberType(value), 8);
  }

  #pass(type: ValueType, length: number): true {
    this.types.add(type);
    this.hasLong ||= length > LONGEST_VALUE;
    return true;
  }

  /** Takes a value. @param from where its code is from */
  see(from: DictionaryBuilder, code: number): void {
    this.types.add(typeOf(from, code));
    if (from.byteLength(code) > LONGEST_VALUE) {
      this.hasLong = true;
      return;
    }
    const rank = from.rank(code);
    if (rank <= this.highestRank) this.keep({ rank, code: this.#values.adopt(from, code) });
  }

  /** Keeps a value that isn't too long, if its rank is low enough. */
  keep(value: RankedValue): void {
    let place = this.#lowest.length;
    for (; place > 0; place--) {
      const order = this.#compare(this.#lowest[place - 1]!, value);
      if (order === 0) return;
      if (order < 0) break;
    }
    if (place > MOST_VALUES) return;
    this.#lowest.splice(place, 0, value);
    if (this.#lowest.length > MOST_VALUES + 1) this.#lowest.pop();
  }

  #compare(a: RankedValue, b: RankedValue): number {
    return a.rank - b.rank || this.#values.compare(a.code, b.code);
  }
}
