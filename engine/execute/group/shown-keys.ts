import type { GroupPlan } from '../../plan/plan';
import { compareOccurrences } from '../index/order';
import type { Scope } from '../scope';
import type { Entries } from './grouping';
import { combinations, type Groups } from './groups';
import { keyCodes } from './keys';

/** Of keys that are equal and not the same, like 1 and "1", a group shows those of its earliest occurrence. */
export function showEarliest(plan: GroupPlan, entries: readonly Entries[], groups: Groups, scope: Scope): void {
  if (groups.mixed.size === 0) return;
  const { store, values } = scope.run;
  const earliest = new Map<number, { readonly member: number; readonly occurrence: number }>();
  entries.forEach((entry, member) => {
    entry.occurrences.forEach((occurrence, i) => {
      const group = entry.groups[i]!;
      if (!groups.mixed.has(group)) return;
      const known = earliest.get(group);
      if (known && compareOccurrences(store, known.occurrence, occurrence) <= 0) return;
      earliest.set(group, { member, occurrence });
    });
  });
  for (const [group, { member, occurrence }] of earliest) {
    const { slot, keys } = plan.members[member]!;
    scope.bind(slot, occurrence);
    const codes = keys.map((key) => keyCodes(scope.value(key), values));
    groups.keys[group] = combinations(codes).find((some) => groups.find(some.map((code) => [code])).includes(group))!;
  }
}
