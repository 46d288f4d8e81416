import type { GroupPlan } from '../../plan/plan';
import type { SignalId } from '../../plan/signal';
import { compareOccurrences } from '../index/order';
import type { Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import { type Grouping, groupMembers } from './grouping';
import { orderByTime, type Starts, startsOf } from './sort-by-time';

/** What one signal put into groups: group by group, each in the order of time. */
export interface MemberList {
  readonly signal: SignalId;
  readonly occurrences: Uint32Array;
  readonly starts: Starts;
  /** Group g's stand from `first[g]` to `first[g + 1]`, the latter not included. */
  readonly first: Uint32Array;
}

/** The groups of a rule, and the part of one that is looked at now: all of it, or a window. */
export class GroupDomain {
  readonly lists: readonly MemberList[];
  /** The keys of each group, as codes. */
  readonly keys: readonly (readonly number[])[];
  readonly unkeyed: number;
  /** The group that is looked at. */
  group = 0;
  /** Its part in list i: from `from[i]` to `to[i]`, the latter not included. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;

  constructor(
    plan: GroupPlan,
    private readonly scope: Scope,
  ) {
    const grouping = groupMembers(plan, scope);
    this.keys = grouping.keys;
    this.unkeyed = grouping.unkeyed;
    this.lists = plan.members.map((member, i) => listOf(member.signal, grouping, i, scope));
    this.from = new Uint32Array(this.lists.length);
    this.to = new Uint32Array(this.lists.length);
  }

  get count(): number {
    return this.keys.length;
  }

  /** @throws Error for a signal that the plan doesn't put into groups. */
  listOf(signal: SignalId): number {
    const index = this.lists.findIndex((list) => list.signal === signal);
    if (index < 0) throw new Error(`Signal ${signal} is searched in groups and is no member of any`);
    return index;
  }

  lookAtAll(group: number): void {
    this.group = group;
    this.lists.forEach((list, i) => {
      this.from[i] = list.first[group]!;
      this.to[i] = list.first[group + 1]!;
    });
  }

  /** The earliest occurrence in the part that is looked at. */
  earliest(): Occurrence {
    const firsts = this.lists.flatMap((list, i) =>
      this.from[i]! < this.to[i]! ? [list.occurrences[this.from[i]!]!] : [],
    );
    const { store } = this.scope.run;
    return firsts.reduce((a, b) => (compareOccurrences(store, a, b) <= 0 ? a : b));
  }
}

function listOf(signal: SignalId, grouping: Grouping, index: number, scope: Scope): MemberList {
  const { store } = scope.run;
  const { occurrences, groups } = grouping.entries[index]!;
  const first = new Uint32Array(grouping.keys.length + 1);
  for (const group of groups) first[group + 1]!++;
  for (let group = 0; group < grouping.keys.length; group++) first[group + 1]! += first[group]!;
  const next = first.slice();
  const ordered = new Uint32Array(occurrences.length);
  for (const at of orderByTime(store, occurrences)) ordered[next[groups[at]!]!++] = occurrences[at]!;
  return { signal, occurrences: ordered, starts: startsOf(store, ordered), first };
}
