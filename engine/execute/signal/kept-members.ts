import { plainPart } from '../../plan/plain-part';
import type { SignalDefinition } from '../../plan/signal';
import type { OccurrenceStore } from '../occurrence';
import type { Run } from '../run';
import { Members } from './members';

/** Rows that are kept for one store: as many as it has spans, this many times over. */
const KEPT_PER_SPAN = 12;

/** A signal's members as they are found: the rows, and how sure each is where not all are certain. */
export interface Found {
  readonly rows: Uint32Array;
  readonly state?: Uint8Array;
}

interface Kept {
  readonly members: Members;
  /** In rows. */
  readonly length: number;
  /** The last that asked. */
  judgement: number;
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
    const { judgement } = run.values;
    const known = this.#kept.get(key);
    if (known) {
      known.judgement = judgement;
      return known.members;
    }
    const found = find(this.store);
    const members = membersOf(this.store, found);
    // a state is a quarter of a row
    const length = found.rows.length + (found.state?.length ?? 0) / 4;
    if (!this.#makeRoom(length, judgement)) return members;
    this.#kept.set(key, { members, length, judgement });
    this.#length += length;
    this.#numberOf(members);
    return members;
  }

  /** Forgets what this judgement didn't ask for, where there would be too much; whether there is room then. */
  #makeRoom(length: number, judgement: number): boolean {
    const most = KEPT_PER_SPAN * this.store.spans.count;
    if (this.#length + length <= most) return true;
    for (const [key, kept] of this.#kept) {
      if (kept.judgement === judgement) continue;
      this.#kept.delete(key);
      this.#length -= kept.length;
    }
    return this.#length + length <= most;
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
