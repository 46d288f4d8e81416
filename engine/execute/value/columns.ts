import { EventFlag, SpanFlag, type TraceStore } from '../../store/store';
import { ABSENT_CODE, DROPPED_CODE } from './nothing';

/** Reads a row's code; absent on a row that dropped attributes is unknowable. */
export type RowReader = (row: number) => number;

export function spanReader(store: TraceStore, key: string): RowReader {
  return reader(store.column('span', key), store.spans.flags, SpanFlag.droppedAttributes);
}

export function eventReader(store: TraceStore, key: string): RowReader {
  return reader(store.column('event', key), store.events.flags, EventFlag.droppedAttributes);
}

function reader(column: Uint32Array | undefined, flags: Uint8Array | undefined, dropped: number): RowReader {
  if (flags === undefined) return column === undefined ? () => ABSENT_CODE : (row) => column[row]!;
  if (column === undefined) return (row) => (flags[row]! & dropped ? DROPPED_CODE : ABSENT_CODE);
  return (row) => {
    const code = column[row]!;
    return code === ABSENT_CODE && flags[row]! & dropped ? DROPPED_CODE : code;
  };
}
