import type { AttributeRows } from '../../store/store';
import type { AttributeValue } from '../../value';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';
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

/** The same, one at a time by the rest of its key: its code, absent where there is none. No record is made. */
export function makeAttributeUnder(
  { slot, prefix }: ValueOperator<'attributes'>,
  scope: Scope,
): (rest: string) => number {
  const { run, frame } = scope;
  const { store } = run;
  const spanCount = store.spans.count;
  const keys = new Map<string, number>();
  const keyOf = (rest: string): number => {
    const known = keys.get(rest);
    if (known !== undefined) return known;
    const key = store.values.codeOfString(prefix + rest);
    keys.set(rest, key);
    return key;
  };
  return (rest) => {
    const key = keyOf(rest);
    const occurrence = frame[slot]!;
    const event = occurrence - spanCount;
    if (event < 0) return codeIn(store.listed?.span, occurrence, key);
    const own = codeIn(store.listed?.event, event, key);
    return own !== ABSENT_CODE ? own : codeIn(store.listed?.span, store.events.span[event]!, key);
  };
}

function codeIn(rows: AttributeRows | undefined, row: number, key: number): number {
  if (rows === undefined || key === ABSENT_CODE) return ABSENT_CODE;
  const { first, keys, values } = rows;
  const last = first[row + 1]!;
  for (let i = first[row]!; i < last; i++) if (keys[i] === key) return values[i]!;
  return ABSENT_CODE;
}
