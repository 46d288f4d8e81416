import { TRUE } from '../kleene';
import type { Scope } from '../scope';
import { sourcesOfCondition } from './condition-sources';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, NOT_COMPUTABLE } from './nothing';
import { isList, isNothing, isRecord, type Present, type Value } from './runtime';
import { unionOf } from './source';

/** The records of a list, or the only one, on which the condition is true. */
export function makeSelect(plan: ValueOperator<'select'>, scope: Scope): Evaluator {
  const of = scope.value(plan.of);
  const condition = scope.condition(plan.condition);
  const { records } = scope;
  const read = sourcesOfCondition(plan.condition, scope);
  const holds = (record: Present): boolean => {
    records[plan.rows] = record;
    return condition() === TRUE;
  };
  const value = (): Value => {
    const list = of.value();
    if (isNothing(list)) return list;
    if (!isList(list) && !isRecord(list)) return NOT_COMPUTABLE;
    return (isList(list) ? list : [list]).filter(holds);
  };
  return {
    value,
    code: null,
    source: (into) => {
      of.source(into);
      for (const part of read) part.source(into);
    },
    sourceNames: unionOf([of, ...read].map((part) => part.sourceNames)),
  };
}

/** A part of the record at hand. Where it comes from is said by the `select` around it. */
export function makeRow({ rows, name }: ValueOperator<'row'>, scope: Scope): Evaluator {
  const { records } = scope;
  const value = (): Value => {
    const record = records[rows];
    return record !== undefined && isRecord(record) ? (record.get(name) ?? ABSENT) : ABSENT;
  };
  return { value, code: null, source: () => {}, sourceNames: new Set() };
}
