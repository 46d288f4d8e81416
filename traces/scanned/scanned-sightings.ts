import * as At from '../../assembly/layout';
import type { AttributeSample } from '../catalog/attribute-sample';
import type { CatalogCollector } from '../catalog/catalog-collector';
import type { ScannedTexts } from './scanned-texts';
import type { ScannerBatch } from './scanner-batch';

const SLOTS = 1 << 16;

/** What a catalog is to see of scanned attributes: of one scope each key with each value, once for as long as texts are known. */
export class ScannedSightings {
  readonly #catalog: CatalogCollector;
  readonly #texts: ScannedTexts;
  /** Pairs of texts that were seen: the last one for each slot. */
  readonly #seen = new Uint32Array(SLOTS);

  constructor(catalog: CatalogCollector, texts: ScannedTexts) {
    this.#catalog = catalog;
    this.#texts = texts;
  }

  forgetTexts(): void {
    this.#seen.fill(0);
  }

  /** @param key its text @param value its text, 0 for none */
  see(batch: ScannerBatch, sample: AttributeSample, key: number, value: number): void {
    sample.count++;
    if (value === 0) return;
    const pair = key * At.TEXTS + value;
    const slot = Math.imul(pair, 0x9e3779b1) >>> 16;
    if (this.#seen[slot] === pair) return;
    this.#seen[slot] = pair;
    this.#texts.show(batch, value, sample, this.#catalog.lookedAt);
  }
}
