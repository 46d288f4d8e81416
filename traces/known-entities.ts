import type { AttributeSample } from './catalog/attribute-sample';
import { ByteDictionary } from './columns/byte-dictionary';
import type { BlockState } from './columns/shared-block';

interface KnownEntity extends BlockState {
  /** What the catalog counts of it. */
  readonly attributes: readonly AttributeSample[];
}

/** How many are remembered, and of how many bytes: what differs each time isn't worth it. */
const MOST = 1024;
const LONGEST = 1 << 14;

/** Resources, or scopes, that were read before: contents have the same few over and over. */
export class KnownEntities {
  readonly #bytes = new ByteDictionary();
  /** By the codes of their bytes. */
  readonly #states: (KnownEntity | undefined)[] = [];

  /** What is known of the one that is written so. */
  find(bytes: Uint8Array, start: number, end: number): KnownEntity | undefined {
    return this.#states[this.#bytes.find(0, bytes, start, end)];
  }

  remember(bytes: Uint8Array, start: number, end: number, state: KnownEntity): void {
    if (this.#bytes.size > MOST || end - start > LONGEST) return;
    this.#states[this.#bytes.intern(0, bytes, start, end)] = state;
  }
}
