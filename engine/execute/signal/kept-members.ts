import { plainPart } from '../../plan/plain-part';
import type { SignalDefinition } from '../../plan/signal';
import type { OccurrenceStore } from '../occurrence';
import type { Run } from '../run';
import { Members } from './members';

/** Rows that are kept for one store: as many as it has spans, this many times over. */
const KEPT_PER_SPAN = 12;

/** Nor is anything kept that so many judgements didn't ask for: what is found along traces takes room even where there are no rows. */
export const KEPT_FOR = 16;

/** A signal's members as they are found: the rows, and how sure each is where not all are certain. */
export interface Found {
  readonly rows: Uint32Array;
  readonly state?: Uint8Array;
}

interface Kept {
  readonly members: Members;
  /** In rows. */
  readonly length: number;
  /** The last judgement that asked, counted from the store's first. */
  lastAsked: number;
}

/**
 * Signals' members, kept with the store and with what was made of them: whoever judges a changed rule needs the same ones again.
 * What is kept has no intervals, which are a matter of one judgement.
 */
export class KeptMembers {
  readonly #kept = new Map<string, Kept>();
  /** Of members that are kept, and of who read statements for them. */
  readonly #numbers = new WeakMap<object, number>();
  #count = 0;
  #length = 0;
  #judgement = -1;
  /** How many judgements there were, the one at hand included. */
  #judgements = 0;

  /** @param store without intervals */
  constructor(private readonly store: OccurrenceStore) {}

  /** @param find asked once for the same definition, where what it finds is a matter of the store and of who reads statements */
  of(definition: SignalDefinition, run: Run, find: (store: OccurrenceStore) => Found): Members {
    const key = run.selection.traces === null ? this.#keyOf(definition, run) : null;
    return key === null ? membersOf(run.store, find(run.store)) : this.#keep(key, run, find);
  }

  /** The same for several signals together. */
  union(parts: readonly Members[], run: Run, find: (store: OccurrenceStore) => Found): Members {
    const numbers = parts.map((part) => this.#numbers.get(part));
    return numbers.includes(undefined) ? membersOf(run.store, find(run.store)) : this.#keep(numbers.join(), run, find);
  }

  #keep(key: string, run: Run, find: (store: OccurrenceStore) => Found): Members {
    this.#enter(run.values.judgement);
    const known = this.#kept.get(key);
    if (known) {
      known.lastAsked = this.#judgements;
      return known.members;
    }
    const found = find(this.store);
    const members = membersOf(this.store, found);
    // a state is a quarter of a row
    const length = found.rows.length + (found.state?.length ?? 0) / 4;
    if (!this.#hasRoom(length)) this.#forgetBefore(this.#judgements);
    if (!this.#hasRoom(length)) return members;
    this.#kept.set(key, { members, length, lastAsked: this.#judgements });
    this.#length += length;
    this.#numberOf(members);
    return members;
  }

  #enter(judgement: number): void {
    if (judgement === this.#judgement) return;
    this.#judgement = judgement;
    this.#judgements++;
    this.#forgetBefore(this.#judgements - KEPT_FOR);
  }

  #hasRoom(length: number): boolean {
    return this.#length + length <= KEPT_PER_SPAN * this.store.spans.count;
  }

  /** Forgets what only earlier judgements asked for. */
  #forgetBefore(judgement: number): void {
    for (const [key, { length, lastAsked }] of this.#kept) {
      if (lastAsked >= judgement) continue;
      this.#kept.delete(key);
      this.#length -= length;
    }
  }

  #numberOf(object: object): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    this.#numbers.set(object, this.#count);
    return this.#count++;
  }

  /** The same for definitions that say the same, whatever the plan's numbers of signals; null for what isn't kept. */
  #keyOf(definition: SignalDefinition, run: Run): string | null {
    let isKept = true;
    const reader = run.options.sql;
    const text = JSON.stringify(definition, (name, part: unknown) => {
      // a search depends on what counts as whole
      if (!isKept || (typeof part === 'object' && part !== null && 'source' in part)) isKept = false;
      else if (name === 'op' && part === 'sql') return ['sql', reader && this.#numberOf(reader)];
      else if (typeof part === 'number' && (name === 'signal' || name === 'of')) {
        const number = this.#numbers.get(run.signals.members(part));
        isKept = number !== undefined;
        return number;
      } else return plainPart(part);
      return null;
    });
    return isKept ? text : null;
  }
}

function membersOf(store: OccurrenceStore, { rows, state }: Found): Members {
  return new Members(store, rows, state);
}
