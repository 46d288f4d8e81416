import type { Slot } from '../../plan/value';
import { EventFlag, SpanFlag, type TraceStore } from '../../store/store';
import { type BatchCodes, Codes, codesBySpan } from '../batch/batch-codes';
import type { Run } from '../run';
import { ABSENT_CODE, DROPPED_CODE } from './nothing';

/** Reads a row's code; absent on a row that dropped attributes is unknowable. */
export type RowReader = (row: number) => number;

export function spanReader(store: TraceStore, key: string): RowReader {
  return reader(store.column('span', key), store.spans.flags, SpanFlag.droppedAttributes);
}

export function eventReader(store: TraceStore, key: string): RowReader {
  return reader(store.column('event', key), store.events.flags, EventFlag.droppedAttributes);
}

/** An attribute of the spans in a slot. */
export function spanCodes(store: TraceStore, key: string, slot: Slot): BatchCodes {
  const column = store.column('span', key);
  const { flags } = store.spans;
  if (column === undefined) return codesBySpan(slot, spanReader(store, key));
  const room = new Codes();
  return (batch) => {
    const spans = batch.spans(slot);
    const found = room.array;
    for (let i = 0; i < batch.count; i++) {
      const code = column[spans[i]!]!;
      found[i] = code === ABSENT_CODE && flags[spans[i]!]! & SpanFlag.droppedAttributes ? DROPPED_CODE : code;
    }
    return found;
  };
}

/** Whether no span has an attribute, which is known of each. */
export function isAbsentOnSpans({ store, index }: Run, key: string): boolean {
  return store.column('span', key) === undefined && !index.spansDropAttributes;
}

export function isAbsentOnEvents({ store, index }: Run, key: string): boolean {
  return store.column('event', key) === undefined && !index.eventsDropAttributes;
}

function reader(column: Uint32Array | undefined, flags: Uint8Array, dropped: number): RowReader {
  if (column === undefined) return (row) => (flags[row]! & dropped ? DROPPED_CODE : ABSENT_CODE);
  return (row) => {
    const code = column[row]!;
    return code === ABSENT_CODE && flags[row]! & dropped ? DROPPED_CODE : code;
  };
}
