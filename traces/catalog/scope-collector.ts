import type { ColumnScope } from '../../engine';
import { ByteDictionary } from '../columns/byte-dictionary';
import type { DictionaryBuilder } from '../columns/dictionary';
import { rankOf, viewOf } from '../columns/hash';
import { AttributeSample } from './attribute-sample';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** A sample, and what its key is chosen by. */
interface RankedKey {
  readonly rank: number;
  readonly sample: AttributeSample;
}

/** The attributes of one scope. Where something writes values into keys, those of lowest rank are kept. */
export class ScopeCollector {
  readonly scope: ColumnScope;
  readonly #values: DictionaryBuilder;
  readonly #most: number;
  /** By the key as a text. */
  readonly #byKey = new Map<string, RankedKey>();
  /** A shortcut to what `#byKey` has, by the bytes of keys. */
  #written = new ByteDictionary();
  #known: AttributeSample[] = [];
  /** The last key that is kept, once some were given up. */
  #last: RankedKey | undefined;
  #moreKeys = false;

  /** @param most how many keys are kept */
  constructor(scope: ColumnScope, values: DictionaryBuilder, most: number) {
    this.scope = scope;
    this.#values = values;
    this.#most = most;
  }

  /** Whether there were keys that are not kept. */
  get moreKeys(): boolean {
    this.#giveUp(this.#most);
    return this.#moreKeys;
  }

  /** Others left some out. */
  noteMoreKeys(): void {
    this.#moreKeys = true;
  }

  samples(): readonly AttributeSample[] {
    this.#giveUp(this.#most);
    return [...this.#byKey.values()].map(({ sample }) => sample).filter(({ count }) => count > 0);
  }

  /** The sample of the key with these bytes; `undefined` if it is not to be kept. */
  sample(bytes: Uint8Array, start: number, end: number): AttributeSample | undefined {
    const known = this.#known[this.#written.find(0, bytes, start, end)];
    if (known !== undefined) return known;
    const sample = this.sampleOf(decoder.decode(bytes.subarray(start, end)));
    if (sample !== undefined) this.#known[this.#written.intern(0, bytes, start, end)] = sample;
    return sample;
  }

  sampleOf(key: string): AttributeSample | undefined {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known.sample;
    const bytes = encoder.encode(key);
    const ranked = {
      rank: rankOf(0, bytes, viewOf(bytes), 0, bytes.length),
      sample: new AttributeSample(key, this.#values),
    };
    if (this.#last !== undefined && compareKeys(ranked, this.#last) > 0) return undefined;
    this.#byKey.set(key, ranked);
    return ranked.sample;
  }

  /** To be called now and then, when nothing is under way: what is not to be kept takes no room. */
  trim(): void {
    if (this.#byKey.size > this.#most * 2) this.#giveUp(this.#most);
  }

  #giveUp(most: number): void {
    if (this.#byKey.size <= most) return;
    const met = [...this.#byKey.values()].filter(({ sample }) => sample.count > 0).sort(compareKeys);
    this.#moreKeys ||= met.length > most;
    if (met.length > most) this.#last = met[most - 1];
    this.#byKey.clear();
    for (const key of met.slice(0, most)) this.#byKey.set(key.sample.key, key);
    this.#written = new ByteDictionary();
    this.#known = [];
  }
}

function compareKeys(a: RankedKey, b: RankedKey): number {
  return a.rank - b.rank || (a.sample.key < b.sample.key ? -1 : Number(a.sample.key > b.sample.key));
}
