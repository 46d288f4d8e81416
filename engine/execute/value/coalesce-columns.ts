import { SpanFlag } from '../../store/store';
import type { Scope } from '../scope';
import type { ValueOperator } from './evaluator';
import { ABSENT_CODE, DROPPED_CODE } from './nothing';

/**
 * Alternatives that are attributes of one span are read straight from their columns; those that no span has are
 * not even looked at. `otherwise` reads events. Null for any other alternatives.
 */
export function makeCoalesceColumns(
  plan: ValueOperator<'coalesce'>,
  scope: Scope,
  otherwise: () => number,
): (() => number) | null {
  const slot = slotOf(plan);
  if (slot === null) return null;
  const { store } = scope.run;
  const { frame } = scope;
  const { count, flags } = store.spans;
  const columns = plan.of
    .map((part) => (part.op === 'attribute' ? store.column('span', part.key) : undefined))
    .filter((column) => column !== undefined);
  return () => {
    const occurrence = frame[slot]!;
    if (occurrence >= count) return otherwise();
    for (let i = 0; i < columns.length; i++) {
      const code = columns[i]![occurrence]!;
      if (code !== ABSENT_CODE) return code;
    }
    return flags[occurrence]! & SpanFlag.droppedAttributes ? DROPPED_CODE : ABSENT_CODE;
  };
}

/** The slot that all alternatives read a span's or occurrence's attribute of. */
function slotOf({ of }: ValueOperator<'coalesce'>): number | null {
  const [first] = of;
  if (first?.op !== 'attribute') return null;
  const same = of.every(
    (part) =>
      part.op === 'attribute' && part.slot === first.slot && (part.scope === 'occurrence' || part.scope === 'span'),
  );
  return same ? first.slot : null;
}
