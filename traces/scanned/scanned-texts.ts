import * as At from '../../assembly/layout';
import type { DictionaryBuilder } from '../columns/dictionary';
import { grownUint32 } from '../columns/growing';
import { protobufDouble } from '../integer';
import { unescapeText } from '../json/unescape';
import type { ScannerBatch } from './scanner-batch';

const decoder = new TextDecoder();

/** The values that the scanner's texts stand for: each is decoded once, however often it occurs. */
export class ScannedTexts {
  /** Codes of values by codes of texts; 0 for no text. */
  codes = new Uint32Array(0);
  /** How many are known. */
  #count = 1;
  #unescaped = new Uint8Array(256);
  readonly #values: DictionaryBuilder;

  constructor(values: DictionaryBuilder) {
    this.#values = values;
  }

  forget(): void {
    this.#count = 1;
  }

  /** Decodes those that are new into `ScannerBatch.values`. */
  resolve(batch: ScannerBatch, count: number): void {
    if (count > this.codes.length) this.codes = grownUint32(this.codes, count);
    for (; this.#count < count; this.#count++) {
      const at = (this.#count * At.TEXT_SIZE) / 4;
      const { texts } = batch;
      batch.values[this.#count] = this.#codeOf(batch, texts[at]!, texts[at]! + texts[at + 1]!, texts[at + 2]!);
    }
  }

  #codeOf(batch: ScannerBatch, start: number, end: number, kind: number): number {
    const values = this.#values;
    switch (kind) {
      case At.PLAIN_STRING:
        return values.internUtf8(batch.bytes, start, end);
      case At.ESCAPED_STRING:
        return this.#unescape(batch.bytes, start, end);
      case At.NUMBER:
        return values.internNumber(batch.view.getFloat64(start, true));
      case At.WRITTEN_DOUBLE:
        return values.internNumber(protobufDouble(decoder.decode(batch.bytes.subarray(start, end)))!);
      default:
        // `true` has four letters
        return values.internBoolean(end - start === 4);
    }
  }

  #unescape(bytes: Uint8Array, start: number, end: number): number {
    if (this.#unescaped.length < end - start) this.#unescaped = new Uint8Array((end - start) * 2);
    const length = unescapeText(bytes, start, end, this.#unescaped);
    return this.#values.internUtf8(this.#unescaped, 0, length);
  }
}
