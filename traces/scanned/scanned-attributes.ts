import * as At from '../../assembly/layout';
import type { AttributeSample } from '../catalog/attribute-sample';
import type { CatalogCollector } from '../catalog/catalog-collector';
import type { ScopeCollector } from '../catalog/scope-collector';
import type { AttributeColumns } from '../columns/attribute-columns';
import { KeyPrefixes } from '../columns/key-prefixes';
import { type KeyTable, keyTableOf } from '../columns/key-table';
import { PendingAttributes } from '../columns/listed-attributes';
import { ScannedSightings } from './scanned-sightings';
import type { ScannedTexts } from './scanned-texts';
import type { ScannerBatch } from './scanner-batch';

/** Where a scope's parts of the scanner's memory are, and its bit there. */
interface ScopeMemory {
  readonly scope: 'span' | 'event';
  readonly bit: number;
  readonly keys: number;
  readonly columns: number;
  /** How many rows a column has room for. */
  readonly rows: number;
}

export const OF_SPANS: ScopeMemory = {
  scope: 'span',
  bit: 1,
  keys: At.SPAN_KEYS,
  columns: At.SPAN_COLUMNS,
  rows: At.ROWS,
};
export const OF_EVENTS: ScopeMemory = {
  scope: 'event',
  bit: 2,
  keys: At.EVENT_KEYS,
  columns: At.EVENT_COLUMNS,
  rows: At.EVENTS,
};

/** The attributes of one scope on their way from the scanner to their columns. */
export class ScannedAttributes {
  /** Whether the scanner names every attribute by its key, not only the requested ones by their places. */
  readonly every: boolean;
  readonly #memory: ScopeMemory;
  readonly #columns: AttributeColumns;
  readonly #collector: ScopeCollector | undefined;
  readonly #sightings: ScannedSightings | null;
  readonly #texts: ScannedTexts;
  readonly #table: KeyTable;
  readonly #prefixes: KeyPrefixes;
  readonly #pending = new PendingAttributes();
  /** By the text of a key. */
  #known: (ScannedKey | undefined)[] = [];

  constructor(
    memory: ScopeMemory,
    keys: readonly string[],
    prefixes: readonly string[],
    columns: AttributeColumns,
    catalog: CatalogCollector | null,
    texts: ScannedTexts,
  ) {
    this.#memory = memory;
    this.#columns = columns;
    this.#collector = catalog?.scope(memory.scope);
    this.#sightings = catalog && new ScannedSightings(catalog, texts);
    this.#texts = texts;
    this.#table = keyTableOf(keys);
    this.#prefixes = new KeyPrefixes(prefixes);
    this.every = catalog !== null || prefixes.includes('') || !this.#fits();
  }

  #fits(): boolean {
    const { written } = this.#table;
    const { written: prefixes } = this.#prefixes;
    if (written.length > At.KEYS || prefixes.length > At.PREFIXES) return false;
    return [...written, ...prefixes].every(({ length }) => length <= At.LONGEST_KEY);
  }

  /** Tells the scanner what is wanted. */
  describe({ view, bytes }: ScannerBatch): void {
    const { keys: scope, bit, columns } = this.#memory;
    bytes.fill(0, scope, scope + At.SCOPE_SIZE);
    view.setUint32(scope + At.SCOPE_BIT, bit, true);
    view.setUint32(scope + At.SCOPE_EVERY, this.every ? 1 : 0, true);
    if (this.every) return;
    view.setUint32(scope + At.SCOPE_COLUMNS, columns, true);
    this.#table.written.forEach((written, place) => {
      // it is named by its prefix
      if (this.#prefixes.cover(written, 0, written.length)) return;
      const at = scope + At.SCOPE_KEYS + (place + 1) * At.KEY_SIZE;
      const first = scope + At.SCOPE_FIRST + written.length;
      view.setUint32(at + At.KEY_NEXT, bytes[first]!, true);
      view.setUint32(at + At.KEY_PLACE, place, true);
      view.setUint32(at + At.KEY_LENGTH, written.length, true);
      bytes.set(written, at + At.KEY_TEXT);
      bytes[first] = place + 1;
    });
    const { written: prefixes } = this.#prefixes;
    view.setUint32(scope + At.SCOPE_PREFIX_COUNT, prefixes.length, true);
    prefixes.forEach((written, number) => {
      const at = scope + At.SCOPE_PREFIXES + number * At.KEY_SIZE;
      view.setUint32(at + At.KEY_LENGTH, written.length, true);
      bytes.set(written, at + At.KEY_TEXT);
    });
  }

  forgetTexts(): void {
    this.#known = [];
    this.#sightings?.forgetTexts();
  }

  /** Puts what the scanner spread over columns into rows from `first` on. */
  addColumns({ bytes, view }: ScannerBatch, first: number, count: number): void {
    const { keys: scope, columns, rows } = this.#memory;
    if (this.every) return;
    for (let place = 0; place < this.#columns.keys.length; place++) {
      if (bytes[scope + At.SCOPE_FILLED + place] === 0) continue;
      this.#columns.setRows(place, first, new Uint32Array(view.buffer, columns + place * rows * 4, count));
    }
  }

  /** Whether there are pairs that the scanner put into no column. */
  hasPairs({ view }: ScannerBatch): boolean {
    return this.every || view.getUint32(this.#memory.keys + At.SCOPE_PREFIXED_COUNT, true) > 0;
  }

  /** Puts such pairs into a row. */
  store(batch: ScannerBatch, first: number, last: number, row: number): void {
    if (this.every) this.#storeEvery(batch, first, last, row);
    else this.#storeListed(batch, batch.values, first, last, row);
  }

  #storeListed(batch: ScannerBatch, codes: Uint32Array, first: number, last: number, row: number): void {
    const { pairs } = batch;
    const columns = this.#columns;
    this.#pending.clear();
    for (let pair = first * 2; pair < last * 2; pair += 2) {
      const text = pairs[pair]! - At.PREFIXED;
      if (text < 0) continue;
      const code = codes[pairs[pair + 1]!]!;
      this.#known[text] ??= this.#keyOf(batch, text);
      const { place } = this.#known[text];
      if (place >= 0) columns.set(place, row, code);
      this.#pending.set(codes[text]!, code);
    }
    columns.listed!.store(row, this.#pending);
  }

  #storeEvery(batch: ScannerBatch, first: number, last: number, row: number): void {
    const { pairs } = batch;
    const { listed } = this.#columns;
    if (listed !== null) this.#pending.clear();
    for (let pair = first * 2; pair < last * 2; pair += 2) {
      const text = pairs[pair]!;
      const value = pairs[pair + 1]!;
      this.#known[text] ??= this.#keyOf(batch, text);
      const { place, sample, isListed } = this.#known[text];
      if (place >= 0 || isListed) this.#store(batch, place, isListed ? text : 0, value, row);
      // values that were read before it was known that nobody wants them
      else if (sample === undefined) batch.unwanted[text]! |= this.#memory.bit;
      if (sample !== undefined) this.#sightings!.see(batch, sample, text, value);
    }
    listed?.store(row, this.#pending);
  }

  /** @param listed the text of a key that begins as requested, or 0 */
  #store(batch: ScannerBatch, place: number, listed: number, value: number, row: number): void {
    const code = value === 0 ? 0 : this.#texts.code(batch, value);
    if (place >= 0) this.#columns.set(place, row, code);
    if (listed !== 0) this.#pending.set(this.#texts.code(batch, listed), code);
  }

  #keyOf({ bytes, texts }: ScannerBatch, text: number): ScannedKey {
    const start = texts[(text * At.TEXT_SIZE) / 4]!;
    const end = start + texts[(text * At.TEXT_SIZE) / 4 + 1]!;
    return {
      place: this.#table.find(bytes, start, end),
      isListed: this.#prefixes.cover(bytes, start, end),
      sample: this.#collector?.sample(bytes, start, end),
    };
  }
}

interface ScannedKey {
  /** In the request, or -1. */
  readonly place: number;
  /** Whether it begins as requested. */
  readonly isListed: boolean;
  readonly sample: AttributeSample | undefined;
}
