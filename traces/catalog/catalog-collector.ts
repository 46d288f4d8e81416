import type { AttributeValue, ColumnScope } from '../../engine';
import { DictionaryBuilder } from '../columns/dictionary';
import type { AttributeSample } from './attribute-sample';
import type { ValueType } from './catalog';
import { ScopeCollector } from './scope-collector';

const MOST_KEYS = 10_000;

/** Values that were looked at are forgotten when they are more bytes than these. */
const MOST_LOOKED_AT = 1 << 20;

/** What is noted is what a few kilobytes can say. */
const MOST_NOTED = 1 << 14;

/** What was seen of some traces, as plain data that can be handed to another thread. */
export type PackedCatalog = readonly PackedScope[];

interface PackedScope {
  readonly scope: ColumnScope;
  readonly moreKeys: boolean;
  readonly attributes: readonly PackedAttribute[];
}

interface PackedAttribute {
  readonly key: string;
  readonly count: number;
  readonly hasLong: boolean;
  readonly types: readonly ValueType[];
  readonly values: readonly { readonly rank: number; readonly value: AttributeValue }[];
}

interface PendingAttribute {
  readonly sample: AttributeSample;
  readonly values: DictionaryBuilder;
  readonly code: number;
}

/**
 * Collects what a catalog says of attributes, in the same pass that reads them. What several collectors saw of the parts of an
 * input is, taken together, what one would have seen of all of it.
 */
export class CatalogCollector {
  readonly #values: DictionaryBuilder;
  readonly #most: number;
  readonly #scopes = new Map<ColumnScope, ScopeCollector>();
  #lookedAt = new DictionaryBuilder();
  /** Seen in what is being read, which may have to be read again. */
  readonly #pending: PendingAttribute[] = [];
  /** What was counted since somebody began to note that. */
  #noted: AttributeSample[] | null = null;
  #entity: readonly AttributeSample[] | null = null;

  /** @param values of the builder: those that are kept go there, too @param most how many keys of a scope are kept */
  constructor(values: DictionaryBuilder, most = MOST_KEYS) {
    this.#values = values;
    this.#most = most;
  }

  scope(scope: ColumnScope): ScopeCollector {
    let collector = this.#scopes.get(scope);
    if (collector === undefined) {
      collector = new ScopeCollector(scope, this.#values, this.#most);
      this.#scopes.set(scope, collector);
    }
    return collector;
  }

  scopes(): Iterable<ScopeCollector> {
    return this.#scopes.values();
  }

  /** For values that nobody but the catalog wants; good until the next `commit`. */
  get lookedAt(): DictionaryBuilder {
    return this.#lookedAt;
  }

  /** Notes an attribute of what is being read. @param code of its value in `values`, 0 where there is none */
  saw(sample: AttributeSample, values: DictionaryBuilder, code: number): void {
    this.#pending.push({ sample, values, code });
  }

  /** Counts what was seen since the last call. */
  commit(): void {
    for (const { sample, values, code } of this.#pending) {
      sample.count++;
      this.#note(sample);
      if (code !== 0) sample.see(values, code);
    }
    this.#pending.length = 0;
    this.forget();
  }

  /** The same of a resource, or a scope. */
  commitEntity(): void {
    this.#entity = this.#pending.length > MOST_NOTED ? null : this.#pending.map(({ sample }) => sample);
    this.commit();
  }

  /** What was counted of the resource, or scope, that was committed last; null where that was too much. */
  get entity(): readonly AttributeSample[] | null {
    return this.#entity;
  }

  abandon(): void {
    this.#pending.length = 0;
  }

  /** Gives up what takes room and is not to be kept, unless something is being read. */
  forget(): void {
    if (this.#pending.length > 0) return;
    if (this.#lookedAt.length > MOST_LOOKED_AT) this.#lookedAt = new DictionaryBuilder();
    for (const scope of this.#scopes.values()) scope.trim();
  }

  /** Begins to note what is counted. */
  beginNote(): void {
    this.#noted = [];
  }

  /** What was counted since. */
  endNote(): readonly AttributeSample[] {
    const noted = this.#noted ?? [];
    this.#noted = null;
    return noted;
  }

  /** Counts what was noted, or an entity, so many times more: the same was read again. */
  again(noted: readonly AttributeSample[], times = 1): void {
    for (const sample of noted) {
      sample.count += times;
      this.#note(sample);
    }
  }

  #note(sample: AttributeSample): void {
    if (this.#noted !== null && this.#noted.length < MOST_NOTED) this.#noted.push(sample);
  }

  pack(): PackedCatalog {
    const values = this.#values;
    return [...this.#scopes.values()].map((scope) => ({
      scope: scope.scope,
      moreKeys: scope.moreKeys,
      attributes: scope.samples().map(({ key, count, hasLong, types, lowest }) => ({
        key,
        count,
        hasLong,
        types: [...types],
        values: lowest.map(({ rank, code }) => ({ rank, value: values.value(code) })),
      })),
    }));
  }

  /** Takes in what another collector packed. */
  absorb(packed: PackedCatalog): void {
    for (const { scope, moreKeys, attributes } of packed) {
      const collector = this.scope(scope);
      if (moreKeys) collector.noteMoreKeys();
      for (const { key, count, hasLong, types, values } of attributes) {
        const sample = collector.sampleOf(key);
        if (sample === undefined) continue;
        sample.count += count;
        sample.hasLong ||= hasLong;
        for (const type of types) sample.types.add(type);
        for (const { rank, value } of values) sample.keep({ rank, code: this.#values.intern(value) });
      }
      collector.trim();
    }
  }
}
