import type { Walk } from '../value/walk';

/** How many are kept: eight bytes for each span. */
const MOST = 4;

/** Walks that know the way from every span and are the same in every judgement of a store, those last asked for, by what they look for. */
export class KeptWalks {
  readonly #walks = new Map<string, Walk>();

  get(name: string): Walk | undefined {
    const walk = this.#walks.get(name);
    if (walk === undefined) return undefined;
    this.#walks.delete(name);
    this.#walks.set(name, walk);
    return walk;
  }

  set(name: string, walk: Walk): void {
    const [oldest] = this.#walks.keys();
    if (this.#walks.size === MOST) this.#walks.delete(oldest!);
    this.#walks.set(name, walk);
  }
}
