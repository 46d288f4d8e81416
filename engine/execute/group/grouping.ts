import type { GroupPlan } from '../../plan/plan';
import { Batch } from '../batch/batch';
import { batchCodesOf } from '../batch/batch-codes';
import { grown } from '../grown';
import type { Scope } from '../scope';
import { emptyState, type Members } from '../signal/members';
import type { Evaluator } from '../value/evaluator';
import { Groups } from './groups';
import { keyCodes, oneCodeEach } from './keys';
import { showEarliest } from './shown-keys';

/** What one of the plan's members put into groups; an occurrence may be in several. */
export interface Entries {
  readonly occurrences: Uint32Array;
  readonly groups: Uint32Array;
}

/** What stands in which group, before it is ordered. */
export interface Grouping {
  readonly entries: readonly Entries[];
  /** The keys of each group as codes, as its earliest occurrence has them. */
  readonly keys: readonly (readonly number[])[];
  /** How many occurrences lack a key. */
  readonly unkeyed: number;
}

export function groupMembers(plan: GroupPlan, scope: Scope): Grouping {
  const { run } = scope;
  const groups = new Groups(run.values);
  const members = plan.members.map((member) => run.signals.members(member.signal));
  const unkeyed = emptyState(run.store);
  const entries = plan.members.map((member, i) => {
    const keys = member.keys.map((key) => scope.value(key));
    return groupOne(members[i]!, member.slot, keys, groups, unkeyed, scope);
  });
  showEarliest(plan, entries, groups, scope);
  return { entries, keys: groups.keys, unkeyed: countMarks(unkeyed) };
}

class EntryList {
  private occurrences: Uint32Array;
  private groups: Uint32Array;
  private count = 0;

  constructor(expected: number) {
    this.occurrences = new Uint32Array(expected);
    this.groups = new Uint32Array(expected);
  }

  add(occurrence: number, group: number): void {
    if (this.count === this.occurrences.length) {
      const length = this.count * 2 + 16;
      this.occurrences = grown(this.occurrences, length);
      this.groups = grown(this.groups, length);
    }
    this.occurrences[this.count] = occurrence;
    this.groups[this.count++] = group;
  }

  all(): Entries {
    return { occurrences: this.occurrences.subarray(0, this.count), groups: this.groups.subarray(0, this.count) };
  }
}

/** Puts one member's occurrences into groups and marks those without a key. */
function groupOne(
  members: Members,
  slot: number,
  keys: readonly Evaluator[],
  groups: Groups,
  unkeyed: Uint8Array,
  scope: Scope,
): Entries {
  const { values } = scope.run;
  const { rows } = members;
  // as many as there are rows, but for those that are in several groups
  const entries = new EntryList(rows.length);
  const codes: number[] = [];
  const addAlone = (row: number): void => {
    scope.bind(slot, row);
    const group = oneCodeEach(keys, values, codes) ? groups.of(codes) : -1;
    if (group >= 0) {
      entries.add(row, group);
      return;
    }
    const found = groups.find(keys.map((key) => keyCodes(key, values)));
    if (found.length === 0) unkeyed[row] = 1;
    for (const each of found) entries.add(row, each);
  };
  const [only] = keys;
  const known = keys.length === 1 && only!.code !== null && !members.hasIntervals ? batchCodesOf(only!) : null;
  const batch = new Batch(scope);
  batch.goThrough(slot, rows, (from) => {
    // of a single key nearly every value was seen before
    const found = known === null ? null : known(batch, null);
    for (let i = 0; i < batch.count; i++) {
      const group = found === null ? -1 : groups.known(found[i]!);
      if (group >= 0) entries.add(rows[from + i]!, group);
      else addAlone(rows[from + i]!);
    }
  });
  return entries.all();
}

function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < marks.length; i++) count += marks[i]!;
  return count;
}
