import type { DictionaryBuilder } from '../columns/dictionary';

/** Bounds of what is kept of one attribute. */
const MOST_VALUES = 20;
const LONGEST_VALUE = 200;
const MOST_LONG_VALUES = 20;
const MOST_SPAN_NAMES = 64;

/** What is kept of one attribute while traces are read. */
export class AttributeSample {
  readonly key: string;
  count = 0;
  moreValues = false;
  /** Codes of values. */
  readonly values = new Set<number>();
  /** By the code of the span's name. */
  readonly spanNames = new Map<number, number>();
  #longValues = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** Whether it is worth decoding another value. */
  get wantsValue(): boolean {
    return this.values.size < MOST_VALUES && this.#longValues < MOST_LONG_VALUES;
  }

  /**
   * @param code of the value; 0 where it is empty or was not decoded
   * @param spanName the code of the span's name, 0 for what is no span's own
   */
  add(code: number, spanName: number, values: DictionaryBuilder): void {
    this.count++;
    if (code === 0) this.moreValues ||= !this.wantsValue;
    else this.#addValue(code, values);
    if (spanName === 0) return;
    const before = this.spanNames.get(spanName);
    if (before !== undefined || this.spanNames.size < MOST_SPAN_NAMES) this.spanNames.set(spanName, (before ?? 0) + 1);
  }

  #addValue(code: number, values: DictionaryBuilder): void {
    if (this.values.has(code)) return;
    if (values.byteLength(code) > LONGEST_VALUE) {
      this.#longValues++;
      this.moreValues = true;
    } else if (this.values.size < MOST_VALUES) this.values.add(code);
    else this.moreValues = true;
  }
}
