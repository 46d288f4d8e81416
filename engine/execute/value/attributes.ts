import type { AttributeRows } from '../../store/store';
import type { AttributeValue } from '../../value';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import type { Value } from './runtime';

/** The attributes of what a slot holds whose keys begin so: a record by the rest of the key. */
export function makeAttributes({ slot, prefix }: ValueOperator<'attributes'>, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const { store, values } = run;
  const spanCount = store.spans.count;
  const name = run.sourceNaming.number('occurrence', `${prefix}*`);
  const rests = new Map<number, string | null>();
  const restOf = (key: number): string | null => {
    const known = rests.get(key);
    if (known !== undefined) return known;
    const text = String(values.present(key));
    const rest = text.startsWith(prefix) ? text.slice(prefix.length) : null;
    rests.set(key, rest);
    return rest;
  };
  const addRow = (rows: AttributeRows | undefined, row: number, into: Map<string, AttributeValue>): void => {
    if (rows === undefined) return;
    for (let i = rows.first[row]!; i < rows.first[row + 1]!; i++) {
      const rest = restOf(rows.keys[i]!);
      if (rest !== null && !into.has(rest)) into.set(rest, store.values.value(rows.values[i]!));
    }
  };
  const value = (): Value => {
    const found = new Map<string, AttributeValue>();
    const occurrence = frame[slot]!;
    const event = occurrence - spanCount;
    if (event >= 0) addRow(store.listed?.event, event, found);
    addRow(store.listed?.span, event >= 0 ? store.events.span[event]! : occurrence, found);
    return found;
  };
  return { value, code: null, source: (into) => into.add(name, frame[slot]!), sourceNames: new Set([name]) };
}
