import { base64Bytes } from './base64';
import { hashBytes, viewOf } from './columns/hash';
import { HEX_VALUE } from './json/bytes';

/** What was found where an id should be. `zero` is how some writers say that there is none. */
export type IdForm = 'regular' | 'zero' | 'irregular';

/** Decodes ids; `words` holds the id read last, in big-endian words. */
export class IdReader {
  readonly words = new Uint32Array(4);

  /**
   * Hex digits in any case, or base64.
   * @param size in bytes: 16 or 8
   */
  readText(bytes: Uint8Array, start: number, end: number, size: number): IdForm {
    if (end - start === size * 2 && this.#readHex(bytes, start, size)) return this.#zeroOr('regular', size);
    const decoded = base64Bytes(bytes, start, end);
    if (decoded !== undefined && decoded.length === size) return this.readBytes(decoded, 0, size, size);
    return this.#fold(bytes, start, end);
  }

  readBytes(bytes: Uint8Array, start: number, end: number, size: number): IdForm {
    if (end - start !== size) return this.#fold(bytes, start, end);
    for (let word = 0; word * 4 < size; word++) {
      const at = start + word * 4;
      this.words[word] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    return this.#zeroOr('regular', size);
  }

  /** For ids that must be there: what isn't regular is folded. Returns whether it is regular. */
  requireText(bytes: Uint8Array, start: number, end: number, size: number): boolean {
    const form = this.readText(bytes, start, end, size);
    if (form === 'zero') this.#fold(bytes, start, end);
    return form === 'regular';
  }

  requireBytes(bytes: Uint8Array, start: number, end: number, size: number): boolean {
    const form = this.readBytes(bytes, start, end, size);
    if (form === 'zero') this.#fold(bytes, start, end);
    return form === 'regular';
  }

  #readHex(bytes: Uint8Array, start: number, size: number): boolean {
    let at = start;
    let invalid = 0;
    for (let word = 0; word * 4 < size; word++) {
      let value = 0;
      for (const end = at + 8; at < end; at++) {
        const digit = HEX_VALUE[bytes[at]!]!;
        invalid |= digit;
        value = (value << 4) | digit;
      }
      this.words[word] = value;
    }
    return invalid < 16;
  }

  #zeroOr(form: IdForm, size: number): IdForm {
    const { words } = this;
    const zero = words[0] === 0 && words[1] === 0 && (size === 8 || (words[2] === 0 && words[3] === 0));
    return zero ? 'zero' : form;
  }

  #fold(bytes: Uint8Array, start: number, end: number): IdForm {
    this.words.set(foldedId(bytes, start, end));
    return 'irregular';
  }
}

/**
 * Stands for an id that is no id: four words made from its bytes. The same bytes give the same words in every
 * run, since they are printed as the trace's id.
 */
export function foldedId(bytes: Uint8Array, start: number, end: number): Uint32Array {
  const view = viewOf(bytes);
  return FOLDS.map((seed) => hashBytes(bytes, view, start, end, { seed, multiplier: 0x9e3779b1 }));
}

const FOLDS = Uint32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
