import type { ConditionPlan } from '../plan/condition';
import type { Plan } from '../plan/plan';
import type { ValuePlan } from '../plan/value';

/** An object somewhere in a plan, looked at without knowing which it is. */
export type PlanNode = Readonly<Record<string, unknown>>;

/** Calls `visit` once on every object within a part of a plan, itself included, parents before what is in them. */
export function walkPlan(part: unknown, visit: (node: PlanNode) => void, seen = new Set<unknown>()): void {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  if (Array.isArray(part)) {
    for (const item of part) walkPlan(item, visit, seen);
    return;
  }
  const node = part as PlanNode;
  visit(node);
  for (const name of Object.keys(node)) walkPlan(node[name], visit, seen);
}

/** Whether anything is searched in a part of a plan. */
export function searchesIn(part: unknown): boolean {
  let searches = false;
  walkPlan(part, (node) => {
    if ('source' in node) searches = true;
  });
  return searches;
}

const slotNames = ['slot', 'at', 'target', 'within', 'inTraceOf', 'witness', 'to'] as const;

/** Every slot that a part of a plan reads or binds. */
export function slotsOf(part: Plan | ValuePlan | ConditionPlan): ReadonlySet<number> {
  const slots = new Set<number>();
  walkPlan(part, (node) => {
    for (const name of slotNames) {
      const slot = node[name];
      if (typeof slot === 'number') slots.add(slot);
      else if (Array.isArray(slot)) for (const one of slot) if (typeof one === 'number') slots.add(one);
    }
  });
  return slots;
}
