import type { ColumnScope } from '../../engine';
import { ByteDictionary } from '../columns/byte-dictionary';
import type { DictionaryBuilder } from '../columns/dictionary';
import { AttributeSample } from './attribute-sample';

/** Keys beyond this many in a scope are not kept: something writes values into keys. */
const MOST_KEYS = 10_000;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Collects what a catalog says of attributes, in the same pass that reads them. */
export class CatalogCollector {
  readonly #values: DictionaryBuilder;
  readonly #scopes = new Map<ColumnScope, ScopeCollector>();
  /** Seen in what is being read, which may have to be read again; pairs of a sample and a value's code. */
  readonly #pending: PendingAttribute[] = [];

  constructor(values: DictionaryBuilder) {
    this.#values = values;
  }

  scope(scope: ColumnScope): ScopeCollector {
    let collector = this.#scopes.get(scope);
    if (collector === undefined) {
      collector = new ScopeCollector(scope, this.#pending);
      this.#scopes.set(scope, collector);
    }
    return collector;
  }

  scopes(): Iterable<ScopeCollector> {
    return this.#scopes.values();
  }

  /** Counts what was seen since the last call. */
  commit(spanName: number): void {
    for (const { sample, code, ofSpan } of this.#pending) sample.add(code, ofSpan ? spanName : 0, this.#values);
    this.#pending.length = 0;
  }

  abandon(): void {
    this.#pending.length = 0;
  }
}

interface PendingAttribute {
  readonly sample: AttributeSample;
  readonly code: number;
  readonly ofSpan: boolean;
}

export class ScopeCollector {
  readonly scope: ColumnScope;
  /** Whether there were keys that are not kept. */
  moreKeys = false;
  readonly #pending: PendingAttribute[];
  readonly #keys = new ByteDictionary();
  /** By the key's code, from 1 on. */
  readonly #samples: (AttributeSample | undefined)[] = [undefined];

  constructor(scope: ColumnScope, pending: PendingAttribute[]) {
    this.scope = scope;
    this.#pending = pending;
  }

  samples(): readonly AttributeSample[] {
    return this.#samples.filter((sample) => sample !== undefined && sample.count > 0) as AttributeSample[];
  }

  /** The sample of the key with these bytes; `undefined` if there are too many keys. */
  sample(bytes: Uint8Array, start: number, end: number): AttributeSample | undefined {
    if (this.#samples.length > MOST_KEYS) {
      const known = this.#samples[this.#keys.find(0, bytes, start, end)];
      this.moreKeys ||= known === undefined;
      return known;
    }
    const code = this.#keys.intern(0, bytes, start, end);
    this.#samples[code] ??= new AttributeSample(decoder.decode(bytes.subarray(start, end)));
    return this.#samples[code];
  }

  /** Notes an attribute of what is being read. */
  saw(sample: AttributeSample, code: number): void {
    this.#pending.push({ sample, code, ofSpan: this.scope === 'span' });
  }
}
