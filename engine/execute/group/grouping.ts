import type { GroupPlan } from '../../plan/plan';
import { compareOccurrences } from '../index/order';
import type { Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import { KeyNumbers, keyCodes } from './keys';

/** What stands in which group, before it is ordered. */
export interface Grouping {
  /** For each of the plan's members what it put into groups: an occurrence may be in several. */
  readonly entries: readonly { readonly occurrences: number[]; readonly groups: number[] }[];
  /** The keys of each group as codes, as its earliest occurrence has them. */
  readonly keys: readonly (readonly number[])[];
  /** Occurrences that lack a key. */
  readonly unkeyed: number;
}

export function groupMembers(plan: GroupPlan, scope: Scope): Grouping {
  const { run } = scope;
  const groups = new Groups(scope);
  const unkeyed = new Uint8Array(run.store.spans.count + run.store.events.count);
  let unkeyedCount = 0;
  const entries = plan.members.map(({ signal, slot, keys }) => {
    const evaluators = keys.map((key) => scope.value(key));
    const occurrences: number[] = [];
    const ofGroups: number[] = [];
    for (const row of run.signals.members(signal).rows) {
      run.cancellation.step();
      scope.frame[slot] = row;
      const found = groups.find(
        evaluators.map((key) => keyCodes(key, run.values)),
        row,
      );
      if (found.length === 0) unkeyedCount += mark(unkeyed, row);
      for (const group of found) {
        occurrences.push(row);
        ofGroups.push(group);
      }
    }
    return { occurrences, groups: ofGroups };
  });
  return { entries, keys: groups.keys, unkeyed: unkeyedCount };
}

function mark(marks: Uint8Array, row: number): 0 | 1 {
  if (marks[row] === 1) return 0;
  marks[row] = 1;
  return 1;
}

class Groups {
  readonly keys: (readonly number[])[] = [];
  private readonly earliest: Occurrence[] = [];
  private readonly numbers: KeyNumbers;
  private readonly byKey = new Map<string | number, number>();

  constructor(private readonly scope: Scope) {
    this.numbers = new KeyNumbers(scope.run.values);
  }

  /** The groups of every combination of keys; each group once. */
  find(keys: readonly (readonly number[])[], occurrence: Occurrence): readonly number[] {
    if (keys.every((codes) => codes.length === 1)) {
      const group = this.group(
        keys.map((codes) => codes[0]!),
        occurrence,
      );
      return group < 0 ? [] : [group];
    }
    const combinations = keys.reduce<number[][]>(
      (all, codes) => all.flatMap((before) => codes.map((code) => [...before, code])),
      [[]],
    );
    return [...new Set(combinations.map((codes) => this.group(codes, occurrence)))].filter((group) => group >= 0);
  }

  /** -1 where a key equals nothing. */
  private group(codes: readonly number[], occurrence: Occurrence): number {
    const numbers = codes.map((code) => this.numbers.of(code));
    if (numbers.includes(-1)) return -1;
    const key = numbers.length === 1 ? numbers[0]! : numbers.join();
    const known = this.byKey.get(key);
    if (known === undefined) return this.add(key, codes, occurrence);
    this.remember(known, codes, occurrence);
    return known;
  }

  private add(key: string | number, codes: readonly number[], occurrence: Occurrence): number {
    const group = this.byKey.size;
    this.byKey.set(key, group);
    this.keys.push(codes);
    this.earliest.push(occurrence);
    return group;
  }

  /** Of equal keys like 1 and "1" the earliest occurrence's is shown. */
  private remember(group: number, codes: readonly number[], occurrence: Occurrence): void {
    const known = this.keys[group]!;
    if (codes.every((code, i) => code === known[i])) return;
    if (compareOccurrences(this.scope.run.store, occurrence, this.earliest[group]!) >= 0) return;
    this.keys[group] = codes;
    this.earliest[group] = occurrence;
  }
}
