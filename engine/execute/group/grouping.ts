import type { GroupPlan } from '../../plan/plan';
import type { Scope } from '../scope';
import { emptyState } from '../signal/members';
import type { Evaluator } from '../value/evaluator';
import { Groups } from './groups';
import { keyCodes, oneCodeEach } from './keys';
import { showEarliest } from './shown-keys';

/** What one of the plan's members put into groups; an occurrence may be in several. */
export interface Entries {
  readonly occurrences: readonly number[];
  readonly groups: readonly number[];
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
  const rows = plan.members.map((member) => run.signals.members(member.signal).rows);
  const unkeyed = emptyState(run.store);
  const entries = plan.members.map((member, i) => {
    const keys = member.keys.map((key) => scope.value(key));
    return groupOne(rows[i]!, member.slot, keys, groups, unkeyed, scope);
  });
  showEarliest(plan, entries, groups, scope);
  return { entries, keys: groups.keys, unkeyed: countMarks(unkeyed) };
}

/** Puts one member's occurrences into groups and marks those without a key. */
function groupOne(
  rows: Uint32Array,
  slot: number,
  keys: readonly Evaluator[],
  groups: Groups,
  unkeyed: Uint8Array,
  scope: Scope,
): Entries {
  const { values, cancellation } = scope.run;
  const entries = { occurrences: [] as number[], groups: [] as number[] };
  const onlyCode = keys.length === 1 ? keys[0]!.code : null;
  const codes: number[] = [];
  const put = (row: number, group: number): void => {
    entries.occurrences.push(row);
    entries.groups.push(group);
  };
  for (let i = 0; i < rows.length; i++) {
    cancellation.step();
    const row = rows[i]!;
    scope.bind(slot, row);
    const known = onlyCode === null ? -1 : groups.known(onlyCode());
    const group = known < 0 && oneCodeEach(keys, values, codes) ? groups.of(codes) : known;
    if (group >= 0) {
      put(row, group);
      continue;
    }
    const found = groups.find(keys.map((key) => keyCodes(key, values)));
    if (found.length === 0) unkeyed[row] = 1;
    for (const each of found) put(row, each);
  }
  return entries;
}

function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < marks.length; i++) count += marks[i]!;
  return count;
}
