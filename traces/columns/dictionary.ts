import type { AttributeValue, ValueDictionary } from '../../engine';
import { ByteDictionary, forEachEntry, type PackedDictionary } from './byte-dictionary';
import { grownUint32 } from './growing';
import { decodeValue, encodeValue, ValueKind } from './value-codec';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

const REMEMBERED_NUMBERS = 1 << 14;

/** Texts of so many UTF-16 units are written into memory that is there already. */
const SHORT_TEXT = 256;
const written = new Uint8Array(SHORT_TEXT * 3);

/** The value dictionary while it is being filled: readers intern bytes; strings are made when asked for. */
export class DictionaryBuilder implements ValueDictionary {
  readonly #entries = new ByteDictionary();
  readonly #decoded: (AttributeValue | undefined)[] = [];
  /** Codes of ill-formed texts, which are never handed out, to those of the well-formed ones. */
  readonly #standIn = new Map<number, number>();
  /** A shortcut to the codes of numbers, which mostly are few. */
  readonly #numbers = new Map<number, number>();
  readonly #number = new Uint8Array(8);
  readonly #numberView = new DataView(this.#number.buffer);
  readonly #true = this.#internEncoded(true);
  readonly #false = this.#internEncoded(false);

  get size(): number {
    return this.#entries.size;
  }

  value(code: number): AttributeValue {
    if (!(code > 0 && code < this.size)) throw new RangeError(`no value has the code ${code}`);
    const known = this.#decoded[code];
    if (known !== undefined) return known;
    const value = decodeValue(this.#entries.kind(code), this.#entries.bytes(code));
    this.#decoded[code] = value;
    return value;
  }

  codeOfString(text: string): number {
    const bytes = encoder.encode(text);
    return this.#entries.find(ValueKind.string, bytes, 0, bytes.length);
  }

  /** Of UTF-8 text; what is not well-formed counts as the text that has U+FFFD there. */
  internUtf8(bytes: Uint8Array, start: number, end: number): number {
    const before = this.size;
    const code = this.#entries.intern(ValueKind.string, bytes, start, end);
    if (code < before) return this.#standIn.size === 0 ? code : (this.#standIn.get(code) ?? code);
    return isAscii(bytes, start, end) ? code : this.#wellFormed(code);
  }

  internNumber(value: number): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numberView.setFloat64(0, value + 0);
    const code = this.#entries.intern(ValueKind.number, this.#number, 0, 8);
    if (this.#numbers.size < REMEMBERED_NUMBERS) this.#numbers.set(value, code);
    return code;
  }

  internBigint(value: bigint): number {
    this.#numberView.setBigInt64(0, value);
    return this.#entries.intern(ValueKind.bigint, this.#number, 0, 8);
  }

  internBoolean(value: boolean): number {
    return value ? this.#true : this.#false;
  }

  intern(value: AttributeValue): number {
    if (typeof value === 'number') return this.internNumber(value);
    if (typeof value === 'boolean') return this.internBoolean(value);
    if (typeof value === 'string' && value.length <= SHORT_TEXT) {
      return this.#entries.intern(ValueKind.string, written, 0, encoder.encodeInto(value, written).written);
    }
    return this.#internEncoded(value);
  }

  /** Of a list as `encodeValue` writes it, so many bytes long. */
  internList(written: Uint8Array, length: number): number {
    return this.#entries.intern(ValueKind.list, written, 0, length);
  }

  /** How many bytes all values are. */
  get length(): number {
    return this.#entries.length;
  }

  /** From code `first` on. */
  pack(first: number): PackedDictionary {
    return this.#entries.pack(first);
  }

  /**
   * Takes in values of another dictionary.
   * @param known the codes of those before them, by the codes that they had there
   * @returns the same of all; maybe it is the same array
   */
  absorb(packed: PackedDictionary, known: Uint32Array): Uint32Array {
    const size = packed.first + packed.entries.length / 2;
    const codes = size > known.length ? grownUint32(known, size) : known;
    forEachEntry(packed, (code, kind, start, end) => {
      codes[code] =
        kind === ValueKind.string
          ? this.internUtf8(packed.bytes, start, end)
          : this.#entries.intern(kind, packed.bytes, start, end);
    });
    return codes;
  }

  #internEncoded(value: AttributeValue): number {
    const { kind, bytes } = encodeValue(value);
    return this.#entries.intern(kind, bytes, 0, bytes.length);
  }

  /** A `ValueKind`. */
  kind(code: number): number {
    return this.#entries.kind(code);
  }

  byteLength(code: number): number {
    return this.#entries.byteLength(code);
  }

  /** Of a `ValueKind.number`. */
  number(code: number): number {
    return this.#entries.double(code);
  }

  /** As `rankOf` says. */
  rank(code: number): number {
    return this.#entries.rank(code);
  }

  /** The code here of a value that has a code there. */
  adopt(from: DictionaryBuilder, code: number): number {
    return from === this ? code : this.#entries.adopt(from.#entries, code);
  }

  /** Orders codes by what they stand for, whatever the order of reading; 0 comes first. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    if (a === 0 || b === 0) return a - b;
    return this.#entries.compare(a, b);
  }

  #wellFormed(code: number): number {
    const bytes = this.#entries.bytes(code);
    const proper = encoder.encode(decoder.decode(bytes));
    const properCode = this.#entries.intern(ValueKind.string, proper, 0, proper.length);
    if (properCode !== code) this.#standIn.set(code, properCode);
    return properCode;
  }
}

export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (bytes[i]! >= 0x80) return false;
  }
  return true;
}
