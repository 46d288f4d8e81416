import type { Scope } from '../scope';
import { coded } from './coded';
import { eventReader } from './columns';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';

/** An event's own attribute; a span has none. */
export function makeEventAttribute({ slot, key }: ValueOperator<'attribute'>, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const spanCount = run.store.spans.count;
  const read = eventReader(run.store, key);
  const name = run.sourceNaming.number('event', key);
  return coded(
    run,
    () => {
      const event = frame[slot]! - spanCount;
      return event < 0 ? ABSENT_CODE : read(event);
    },
    new Set([name]),
    (into) => into.add(name, frame[slot]!),
  );
}
