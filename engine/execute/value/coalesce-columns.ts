import type { ValuePlan } from '../../plan/value';
import { SpanFlag } from '../../store/store';
import { type BatchCodes, Codes } from '../batch/batch-codes';
import type { Scope } from '../scope';
import { ABSENT_CODE, DROPPED_CODE } from './nothing';

/** A value's codes, one by one and for batches. */
export interface BothCodes {
  readonly code: () => number;
  readonly codes: BatchCodes;
}

/**
 * Alternatives that are attributes of one span are read straight from their columns; those that no span has are
 * not even looked at. `otherwise` reads events. Null for any other alternatives.
 */
export function makeCoalesceColumns(plans: readonly ValuePlan[], scope: Scope, otherwise: BothCodes): BothCodes | null {
  const slot = slotOf(plans);
  if (slot === null) return null;
  const { store, index } = scope.run;
  const { frame } = scope;
  const { count, flags } = store.spans;
  const columns = plans
    .map((part) => (part.op === 'attribute' ? store.column('span', part.key) : undefined))
    .filter((column) => column !== undefined);
  const nothingOn = (span: number): number => (flags[span]! & SpanFlag.droppedAttributes ? DROPPED_CODE : ABSENT_CODE);
  const code = (): number => {
    const occurrence = frame[slot]!;
    if (occurrence >= count) return otherwise.code();
    for (let i = 0; i < columns.length; i++) {
      const code = columns[i]![occurrence]!;
      if (code !== ABSENT_CODE) return code;
    }
    return nothingOn(occurrence);
  };
  const room = new Codes();
  const codes: BatchCodes = (batch, wanted) => {
    if (!batch.onSpans(slot)) return otherwise.codes(batch, wanted);
    const spans = batch.column(slot);
    const found = room.array;
    let left = readFirst(columns[0], spans, found, batch.count);
    for (let i = 1; i < columns.length && left > 0; i++) left = readNext(columns[i]!, spans, found, batch.count);
    if (left === 0 || !index.spansDropAttributes) return found;
    for (let i = 0; i < batch.count; i++) if (found[i] === ABSENT_CODE) found[i] = nothingOn(spans[i]!);
    return found;
  };
  return { code, codes };
}

/** Says how many are absent. */
function readFirst(column: Uint32Array | undefined, spans: Int32Array, found: Int32Array, count: number): number {
  if (column === undefined) {
    found.fill(ABSENT_CODE, 0, count);
    return count;
  }
  let absent = 0;
  for (let i = 0; i < count; i++) {
    const code = column[spans[i]!]!;
    found[i] = code;
    if (code === ABSENT_CODE) absent++;
  }
  return absent;
}

function readNext(column: Uint32Array, spans: Int32Array, found: Int32Array, count: number): number {
  let absent = 0;
  for (let i = 0; i < count; i++) {
    if (found[i] !== ABSENT_CODE) continue;
    const code = column[spans[i]!]!;
    found[i] = code;
    if (code === ABSENT_CODE) absent++;
  }
  return absent;
}

/** The slot that all alternatives read a span's or occurrence's attribute of. */
function slotOf(of: readonly ValuePlan[]): number | null {
  const [first] = of;
  if (first?.op !== 'attribute') return null;
  const same = of.every(
    (part) =>
      part.op === 'attribute' && part.slot === first.slot && (part.scope === 'occurrence' || part.scope === 'span'),
  );
  return same ? first.slot : null;
}
