import { plainPart } from '../../plan/plain-part';
import type { SignalDefinition } from '../../plan/signal';
import { walkPlan } from '../plan-walk';
import type { Run } from '../run';

/** Rows that are kept for one store: as many as it has spans, this many times over. */
const KEPT_PER_SPAN = 4;

/** Which spans or events match a condition, kept with the store: whoever judges a changed rule needs the same ones again. */
export class KeptRows {
  readonly #rows = new Map<string, Uint32Array>();
  #length = 0;

  /** @param find asked once for the same definition, where what it finds is a matter of the store alone */
  of(definition: SignalDefinition, run: Run, find: () => Uint32Array): Uint32Array {
    if (run.selection.traces !== null || !asksTheStoreAlone(definition)) return find();
    const key = JSON.stringify(definition, (_, part) => plainPart(part));
    const known = this.#rows.get(key);
    if (known) return known;
    const rows = find();
    if (this.#length + rows.length > KEPT_PER_SPAN * run.store.spans.count) this.#forget();
    this.#rows.set(key, rows);
    this.#length += rows.length;
    return rows;
  }

  #forget(): void {
    this.#rows.clear();
    this.#length = 0;
  }
}

/** Searches depend on what counts as whole, and signals on the plan that numbers them; statements on who reads them. */
function asksTheStoreAlone(definition: SignalDefinition): boolean {
  let alone = true;
  walkPlan(definition, (node) => {
    if (typeof node.signal === 'number' || String(node.op).startsWith('sql')) alone = false;
  });
  return alone;
}
