import type { Slot, ValuePlan } from '../../plan/value';
import { type BatchCodes, Codes } from '../batch/batch-codes';
import { walkPlan } from '../plan-walk';
import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { makeWay } from '../value/navigate';
import { ABSENT_CODE } from '../value/nothing';
import { makeWalk } from '../value/walk';

/** Where it can't be said so quickly. */
const UNTOLD = -1;

/**
 * The span on which (or on whose events) all stands that a value is taken from, on each frame of a batch: two values from different spans
 * aren't taken from the same attributes. Null for a value of which it can't be said.
 */
export function sourceSpans(plan: ValuePlan, scope: Scope): BatchCodes | null {
  const slot = slotReadIn(plan, scope);
  if (slot !== null) return (batch) => batch.spans(slot);
  if (plan.op === 'navigate') return alongWay(plan, scope);
  return plan.op === 'inherited' ? alongWalk(plan, scope) : null;
}

/** Reads another span than the one at hand, or more than one. */
const ELSEWHERE: ReadonlySet<unknown> = new Set([
  'inherited',
  'navigate',
  'aggregate',
  'condition',
  'row',
  'select',
  'key',
]);

const OF_ROOT: ReadonlySet<unknown> = new Set(['trace:rootName', 'trace:rootService']);

/** The slot whose occurrence is all that a value reads. */
function slotReadIn(plan: ValuePlan, { run }: Scope): Slot | null {
  const slot = run.shared.slotOf(plan);
  if (slot === null) return null;
  let isElsewhere = false;
  walkPlan(plan, (node) => {
    if (ELSEWHERE.has(node.op) || 'source' in node || OF_ROOT.has(node.name)) isElsewhere = true;
  });
  return isElsewhere ? null : slot;
}

function alongWay({ slot, to, target, value }: ValueOperator<'navigate'>, scope: Scope): BatchCodes | null {
  if (slotReadIn(value, scope) !== target) return null;
  const way = makeWay(to, scope.run);
  const room = new Codes();
  return (batch) => {
    const from = batch.column(slot);
    for (let i = 0; i < batch.count; i++) room.array[i] = Math.max(way(from[i]!), UNTOLD);
    return room.array;
  };
}

function alongWalk(plan: ValueOperator<'inherited'>, scope: Scope): BatchCodes | null {
  const { slot, at, value, resource, fallback } = plan;
  const walk = slotReadIn(value, scope) === at ? makeWalk(value, at, scope) : null;
  const ofResource = scope.value(resource);
  const behind = fallback === null ? null : sourceSpans(fallback, scope);
  // what a resource says is taken from the span itself
  if (walk === null || !ofResource.isAbsent || (fallback !== null && behind === null)) return null;
  const room = new Codes();
  return (batch, wanted) => {
    const found = room.array;
    if (!batch.onSpans(slot)) return found.fill(UNTOLD);
    const spans = batch.column(slot);
    let left = 0;
    walk.ends(spans, found, batch.count);
    for (let i = 0; i < batch.count; i++) if (found[i]! < 0) left++;
    if (left === 0 || behind === null) return found;
    const others = behind(batch, wanted);
    for (let i = 0; i < batch.count; i++) {
      if (found[i]! < 0 && walk.code(spans[i]!) === ABSENT_CODE) found[i] = others[i]!;
    }
    return found;
  };
}
