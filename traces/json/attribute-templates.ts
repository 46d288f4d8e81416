import type { AttributeSample } from '../catalog/attribute-sample';
import { ByteDictionary } from '../columns/byte-dictionary';
import { Byte, ENDS_TEXT } from './bytes';
import type { JsonScanner } from './scanner';

/** How the value goes on behind a template, up to the two braces that close it. */
export const Follows = { nothing: 0, string: 1, quotedInteger: 2, word: 3 } as const;

const OPENING = new TextEncoder().encode('{"key":"');
const BETWEEN = new TextEncoder().encode('","value":{"');
const STRING = new TextEncoder().encode('{"stringValue":"');
const LONGEST = 256;
const MOST = 1024;

/**
 * Writers repeat themselves: an attribute of compact JSON is, but for its value, the same bytes each time it
 * occurs (`{"key":"http.route","value":{"stringValue":"`), and the next one mostly is the one that came next last
 * time. So whole beginnings of attributes are remembered and compared word by word; where that fails, the attribute
 * is read as if nothing were known.
 */
export class AttributeTemplates {
  /** Template 0 stands for the beginning of an array. */
  #count = 1;
  /** The templates' bytes, four at a time; what is left over is in the last word again. */
  #words = new Int32Array(1 << 10);
  readonly #wordStart = new Uint32Array(MOST + 1);
  readonly #wordEnd = new Uint32Array(MOST + 1);
  readonly #length = new Uint16Array(MOST);
  readonly #key = new Int32Array(MOST);
  readonly #follows = new Uint8Array(MOST);
  /** The two templates that came after each, the last one first. */
  readonly #next = new Uint16Array(MOST);
  readonly #second = new Uint16Array(MOST);
  readonly #sample: (AttributeSample | undefined)[] = [];
  /** Their bytes; the codes are the templates' numbers. */
  readonly #texts = new ByteDictionary();
  #previous = 0;
  /** Of the template that matched last: the key's place in the request, or -1. */
  key = -1;
  /** What the catalog keeps of it. */
  sample: AttributeSample | undefined;

  /** Call at the beginning of an array. */
  begin(): void {
    this.#previous = 0;
  }

  /**
   * Passes the beginning of the attribute at the scanner's position, if it is the expected one.
   * @returns what follows; `nothing` if the position didn't change
   */
  match(scanner: JsonScanner): number {
    const previous = this.#previous;
    let template = this.#next[previous]!;
    if (!this.#isAt(scanner, template)) {
      template = this.#second[previous]!;
      if (!this.#isAt(scanner, template)) return Follows.nothing;
      this.#follow(previous, template);
    }
    scanner.pos += this.#length[template]!;
    this.#previous = template;
    this.key = this.#key[template]!;
    this.sample = this.#sample[template];
    return this.#follows[template]!;
  }

  /**
   * Remembers an attribute that was read without a template, if it is written compactly.
   * @param start where it begins
   * @param valueAt where its value begins
   */
  learn(scanner: JsonScanner, start: number, valueAt: number, key: number, sample: AttributeSample | undefined): void {
    const end = templateEnd(scanner.bytes, start, valueAt);
    if (end < 0) {
      this.#previous = 0;
      return;
    }
    const template = this.#templateOf(scanner, start, end, key, sample);
    if (template !== 0) this.#follow(this.#previous, template);
    this.#previous = template;
  }

  /** The template with these bytes, perhaps a new one; 0 if there are too many. */
  #templateOf(
    scanner: JsonScanner,
    start: number,
    end: number,
    key: number,
    sample: AttributeSample | undefined,
  ): number {
    const { bytes, view } = scanner;
    if (this.#count >= MOST) return this.#texts.find(0, bytes, start, end);
    const template = this.#texts.intern(0, bytes, start, end);
    if (template < this.#count) return template;
    this.#count++;
    this.#key[template] = key;
    this.#sample[template] = sample;
    this.#follows[template] = followsOf(bytes, end);
    this.#addWords(template, view, start, end);
    return template;
  }

  #follow(previous: number, template: number): void {
    this.#second[previous] = this.#next[previous]!;
    this.#next[previous] = template;
  }

  #isAt(scanner: JsonScanner, template: number): boolean {
    const length = this.#length[template]!;
    const { pos, view } = scanner;
    if (template === 0 || pos + length > scanner.limit) return false;
    const words = this.#words;
    const end = this.#wordEnd[template]!;
    let at = pos;
    for (let i = this.#wordStart[template]!; i < end; i++, at += 4) {
      if (view.getInt32(at, true) !== words[i]) return false;
    }
    return view.getInt32(pos + length - 4, true) === words[end];
  }

  #addWords(template: number, view: DataView, start: number, end: number): void {
    const length = end - start;
    const first = this.#wordEnd[template - 1]! + 1;
    const last = first + (length >> 2);
    if (last >= this.#words.length) this.#words = grown(this.#words);
    for (let i = first; i < last; i++) this.#words[i] = view.getInt32(start + (i - first) * 4, true);
    this.#words[last] = view.getInt32(end - 4, true);
    this.#wordStart[template] = first;
    this.#wordEnd[template] = last;
    this.#length[template] = length;
  }
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(words.length * 2);
  larger.set(words);
  return larger;
}

/** @param end of a template: behind a quote, or behind the colon of what isn't quoted */
function followsOf(bytes: Uint8Array, end: number): number {
  if (bytes[end - 1] !== Byte.quote) return Follows.word;
  return isAt(bytes, end - STRING.length, STRING) ? Follows.string : Follows.quotedInteger;
}

/** Where the changing part of a compactly written attribute begins; -1 if it isn't one. */
function templateEnd(bytes: Uint8Array, start: number, valueAt: number): number {
  if (!isAt(bytes, start, OPENING)) return -1;
  let at = start + OPENING.length;
  while (ENDS_TEXT[bytes[at]!] === 0) at++;
  if (!isAt(bytes, at, BETWEEN) || at + BETWEEN.length - 2 !== valueAt) return -1;
  const kindAt = at + BETWEEN.length;
  at = kindAt;
  while (ENDS_TEXT[bytes[at]!] === 0) at++;
  if (bytes[at] !== Byte.quote || bytes[at + 1] !== Byte.colon || at - start > LONGEST) return -1;
  const kind = String.fromCharCode(...bytes.subarray(kindAt, at));
  const quoted = bytes[at + 2] === Byte.quote;
  const known = quoted ? kind === 'stringValue' || kind === 'intValue' : SCALARS.has(kind);
  return known ? at + (quoted ? 3 : 2) : -1;
}

/** Those whose value may be a number or a word. */
const SCALARS = new Set(['intValue', 'boolValue', 'doubleValue']);

function isAt(bytes: Uint8Array, at: number, written: Uint8Array): boolean {
  for (let i = 0; i < written.length; i++) {
    if (bytes[at + i] !== written[i]) return false;
  }
  return true;
}
