import { EventFlag, SpanFlag } from '../../store/store';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { isList, isRecord, type Present, type Value } from './runtime';

/**
 * Every attribute value of what a slot holds, an event's own only; of lists and records what is in them. There
 * may be more on a span or event that dropped some.
 */
export function makeAllValues({ slot }: ValueOperator<'values'>, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const { store, values } = run;
  const name = run.sourceNaming.number('occurrence', 'values');
  const spanCount = store.spans.count;
  const value = (): Value => {
    const occurrence = frame[slot]!;
    const rows = occurrence < spanCount ? store.listed?.span : store.listed?.event;
    if (rows === undefined) return [];
    const row = occurrence < spanCount ? occurrence : occurrence - spanCount;
    const found: Present[] = [];
    for (let i = rows.first[row]!; i < rows.first[row + 1]!; i++)
      found.push(...scalarsIn(values.present(rows.values[i]!)));
    return found;
  };
  const more = (): boolean => {
    const event = frame[slot]! - spanCount;
    const dropped = event < 0 ? store.spans.flags[frame[slot]!]! & SpanFlag.droppedAttributes : 0;
    return (dropped || (event >= 0 ? store.events.flags[event]! & EventFlag.droppedAttributes : 0)) !== 0;
  };
  return { value, code: null, source: (into) => into.add(name, frame[slot]!), sourceNames: new Set([name]), more };
}

function scalarsIn(value: Present): readonly Present[] {
  if (isList(value)) return value.flatMap(scalarsIn);
  return isRecord(value) ? Array.from(value.values()).flatMap(scalarsIn) : [value];
}
