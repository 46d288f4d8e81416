import * as At from '../../assembly/layout';
import { type AttributeSample, LONGEST_VALUE } from '../catalog/attribute-sample';
import { type DictionaryBuilder, isAscii } from '../columns/dictionary';
import { rankOf } from '../columns/hash';
import { ValueKind } from '../columns/value-codec';
import { protobufDouble } from '../integer';
import { nestedValue } from '../json/nested-value';
import { unescapeText } from '../json/unescape';
import { listInMessage } from './list-in-message';
import { PlainList } from './plain-list';
import type { ScannerBatch } from './scanner-batch';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The values that the scanner's texts stand for: each is decoded once, however often it occurs. */
export class ScannedTexts {
  /** How many are known, unless only some are asked for. */
  #count = 1;
  #unescaped = new Uint8Array(256);
  readonly #list = new PlainList();
  readonly #values: DictionaryBuilder;

  constructor(values: DictionaryBuilder) {
    this.#values = values;
  }

  forget(batch: ScannerBatch): void {
    this.#count = 1;
    batch.values.fill(0);
  }

  /** Decodes those that are new into `ScannerBatch.values`. */
  resolve(batch: ScannerBatch, count: number): void {
    for (; this.#count < count; this.#count++) this.code(batch, this.#count);
  }

  /** Decodes those that stand in a column of texts; 0 is none. */
  resolveColumn(batch: ScannerBatch, column: Uint32Array, count: number): void {
    for (let i = 0; i < count; i++) if (column[i] !== 0) this.code(batch, column[i]!);
  }

  /** The code of a text's value, which is in `ScannerBatch.values` afterwards. */
  code(batch: ScannerBatch, text: number): number {
    const { values } = batch;
    if (values[text] === 0) values[text] = this.#codeIn(this.#values, batch, text);
    return values[text]!;
  }

  /** Shows a text's value to a catalog. @param others where it goes if nobody else wanted it */
  show(batch: ScannerBatch, text: number, sample: AttributeSample, others: DictionaryBuilder): void {
    const known = batch.values[text]!;
    if (known !== 0) sample.see(this.#values, known);
    else if (!passes(batch, text, sample)) sample.see(others, this.#codeIn(others, batch, text));
  }

  #codeIn(values: DictionaryBuilder, batch: ScannerBatch, text: number): number {
    const at = (text * At.TEXT_SIZE) / 4;
    const { texts } = batch;
    const start = texts[at]!;
    const end = start + texts[at + 1]!;
    switch (texts[at + 2]!) {
      case At.PLAIN_STRING:
        return values.internUtf8(batch.bytes, start, end);
      case At.ESCAPED_STRING:
        return this.#unescape(values, batch.bytes, start, end);
      case At.NUMBER:
        return values.internNumber(batch.view.getFloat64(start, true));
      case At.WRITTEN_DOUBLE:
        return values.internNumber(protobufDouble(decoder.decode(batch.bytes.subarray(start, end)))!);
      case At.LIST:
        return this.#list.writeJson(batch.bytes, start, end)
          ? values.internList(this.#list.bytes, this.#list.length)
          : values.intern(nestedJson(batch, start, end, 'arrayValue'));
      case At.LIST_MESSAGE:
        return this.#list.writeMessage(batch.bytes, start, end)
          ? values.internList(this.#list.bytes, this.#list.length)
          : values.intern(listInMessage(batch.bytes, batch.view, start, end));
      case At.MAP:
        return values.intern(nestedJson(batch, start, end, 'kvlistValue'));
      default:
        // `true` has four letters
        return values.internBoolean(end - start === 4);
    }
  }

  #unescape(values: DictionaryBuilder, bytes: Uint8Array, start: number, end: number): number {
    if (this.#unescaped.length < end - start) this.#unescaped = new Uint8Array((end - start) * 2);
    const length = unescapeText(bytes, start, end, this.#unescaped);
    return values.internUtf8(this.#unescaped, 0, length);
  }
}

/** Where it has been scanned, it can be read. */
function nestedJson({ bytes }: ScannerBatch, start: number, end: number, field: 'arrayValue' | 'kvlistValue') {
  return nestedValue(field, decoder.decode(bytes.subarray(start, end)), 0)!;
}

const number = new DataView(new ArrayBuffer(8));
const numberBytes = new Uint8Array(number.buffer);

/** Whether a sample needs no more of a text's value than to know it was there: it is spared to become a value. */
function passes({ bytes, texts, view }: ScannerBatch, text: number, sample: AttributeSample): boolean {
  const at = (text * At.TEXT_SIZE) / 4;
  const start = texts[at]!;
  const length = texts[at + 1]!;
  if (texts[at + 2] === At.PLAIN_STRING) {
    // of others the bytes may not be those of the value
    const rank = length > LONGEST_VALUE ? 0 : rankOf(ValueKind.string, bytes, view, start, start + length);
    return isAscii(bytes, start, start + length) && sample.passText(rank, length);
  }
  if (texts[at + 2] !== At.NUMBER) return false;
  const value = view.getFloat64(start, true) + 0;
  number.setFloat64(0, value);
  return sample.passNumber(rankOf(ValueKind.number, numberBytes, number, 0, 8), value);
}
