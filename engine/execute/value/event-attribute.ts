import { codesByOccurrence } from '../batch/batch-codes';
import type { Scope } from '../scope';
import { coded } from './coded';
import { eventReader, isAbsentOnEvents } from './columns';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';

/** An event's own attribute; a span has none. */
export function makeEventAttribute({ slot, key }: ValueOperator<'attribute'>, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const spanCount = run.store.spans.count;
  const read = eventReader(run.store, key);
  const name = run.sourceNaming.number('event', key);
  const codeOf = (occurrence: number) => (occurrence < spanCount ? ABSENT_CODE : read(occurrence - spanCount));
  const attribute = coded(
    run,
    () => codeOf(frame[slot]!),
    new Set([name]),
    (into) => into.add(name, frame[slot]!),
    codesByOccurrence(slot, codeOf),
  );
  return { ...attribute, isAbsent: isAbsentOnEvents(run, key), isColumn: true };
}
