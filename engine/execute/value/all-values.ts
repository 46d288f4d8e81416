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
  const some = (test: (code: number) => boolean): boolean => {
    const occurrence = frame[slot]!;
    const rows = occurrence < spanCount ? store.listed?.span : store.listed?.event;
    if (rows === undefined) return false;
    const row = occurrence < spanCount ? occurrence : occurrence - spanCount;
    const last = rows.first[row + 1]!;
    for (let i = rows.first[row]!; i < last; i++) if (test(rows.values[i]!)) return true;
    return false;
  };
  const value = (): Value => {
    const found: Present[] = [];
    some((code) => {
      found.push(...scalarsIn(values.present(code)));
      return false;
    });
    return found;
  };
  const more = (): boolean => {
    const event = frame[slot]! - spanCount;
    const dropped = event < 0 ? store.spans.flags[frame[slot]!]! & SpanFlag.droppedAttributes : 0;
    return (dropped || (event >= 0 ? store.events.flags[event]! & EventFlag.droppedAttributes : 0)) !== 0;
  };
  const source: Evaluator['source'] = (into) => into.add(name, frame[slot]!);
  return { value, code: null, source, sourceNames: new Set([name]), more, some };
}

/** What is in a list or a record, and in those that are in it. */
export function scalarsIn(value: Present): readonly Present[] {
  if (isList(value)) return value.flatMap(scalarsIn);
  return isRecord(value) ? Array.from(value.values()).flatMap(scalarsIn) : [value];
}
