import type { Slot } from '../../plan/value';
import { type BatchCodes, Codes } from '../batch/batch-codes';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { coded } from './coded';
import { eventReader, isAbsentOnEvents, isAbsentOnSpans, spanCodes, spanReader } from './columns';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';

/** An event's own attribute, then its span's; a span's own. */
export function makeOccurrenceAttribute({ slot, key }: ValueOperator<'attribute'>, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const { store } = run;
  const spanCount = store.spans.count;
  const ofSpan = store.events.span;
  const readSpan = spanReader(store, key);
  const readEvent = eventReader(store, key);
  const spanName = run.sourceNaming.number('span', key);
  const eventName = run.sourceNaming.number('event', key);
  const codeOf = (occurrence: number) => {
    const event = occurrence - spanCount;
    if (event < 0) return readSpan(occurrence);
    const own = readEvent(event);
    if (own > ABSENT_CODE) return own;
    // what is unknowable on the event is known all the same if its span has it
    const ofItsSpan = readSpan(ofSpan[event]!);
    return ofItsSpan > ABSENT_CODE ? ofItsSpan : own || ofItsSpan;
  };
  const source: Evaluator['source'] = (into) => {
    const occurrence = frame[slot]!;
    const event = occurrence - spanCount;
    if (event < 0) into.add(spanName, occurrence);
    else if (readEvent(event) > ABSENT_CODE) into.add(eventName, occurrence);
    else into.add(spanName, ofSpan[event]!);
  };
  const ofSpans = spanCodes(store, key, slot);
  const ofAny = readEither(slot, run, key, codeOf);
  const codes: BatchCodes = (batch, wanted) => (batch.onSpans(slot) ? ofSpans : ofAny)(batch, wanted);
  const attribute = coded(run, () => codeOf(frame[slot]!), new Set([spanName, eventName]), source, codes);
  return { ...attribute, isAbsent: isAbsentOnSpans(run, key) && isAbsentOnEvents(run, key), isColumn: true };
}

/** Where the event or the span itself has it, that is all there is to say. */
function readEither(slot: Slot, { store }: Run, key: string, codeOf: (occurrence: number) => number): BatchCodes {
  const none = new Uint32Array(0);
  const onSpans = store.column('span', key) ?? none;
  const onEvents = store.column('event', key) ?? none;
  const spanCount = store.spans.count;
  const room = new Codes();
  return (batch) => {
    const of = batch.column(slot);
    const found = room.array;
    for (let i = 0; i < batch.count; i++) {
      const occurrence = of[i]!;
      const code = occurrence < spanCount ? onSpans[occurrence] : onEvents[occurrence - spanCount];
      found[i] = code || codeOf(occurrence);
    }
    return found;
  };
}
