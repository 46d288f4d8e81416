import { plainPart } from '../../plan/plain-part';
import type { SignalDefinition } from '../../plan/signal';
import type { OccurrenceStore } from '../occurrence';
import { walkPlan } from '../plan-walk';
import type { Run } from '../run';
import { Members } from './members';

/** Rows that are kept for one store: as many as it has spans, this many times over. */
const KEPT_PER_SPAN = 8;

/**
 * Signals' members that are certain, kept with the store and with what was made of them: whoever judges a changed rule needs the
 * same ones again.
 */
export class KeptMembers {
  readonly #members = new Map<string, Members>();
  readonly #numbers = new WeakMap<Members, number>();
  #count = 0;
  #length = 0;

  /** @param store has no intervals: what is kept is no matter of one judgement */
  constructor(private readonly store: OccurrenceStore) {}

  /** @param find asked once for the same definition, where what it finds is a matter of the store alone */
  of(definition: SignalDefinition, run: Run, find: () => Uint32Array): Members {
    if (run.selection.traces !== null || !asksTheStoreAlone(definition)) return new Members(run.store, find());
    return this.#keep(
      JSON.stringify(definition, (_, part) => plainPart(part)),
      find,
    );
  }

  /** The same for several signals together. */
  union(parts: readonly Members[], run: Run, find: () => Uint32Array): Members {
    const numbers = parts.map((part) => this.#numbers.get(part));
    return numbers.includes(undefined) ? new Members(run.store, find()) : this.#keep(numbers.join(), find);
  }

  #keep(key: string, find: () => Uint32Array): Members {
    const known = this.#members.get(key);
    if (known) return known;
    const members = new Members(this.store, find());
    if (this.#length + members.rows.length > KEPT_PER_SPAN * this.store.spans.count) this.#forget();
    this.#members.set(key, members);
    this.#numbers.set(members, this.#count++);
    this.#length += members.rows.length;
    return members;
  }

  #forget(): void {
    this.#members.clear();
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
