import type { SqlTextValue } from '../../sql';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { NOT_COMPUTABLE } from '../value/nothing';
import { isNothing, isRecord, type Present, type Value } from '../value/runtime';
import { type SourceSet, unionOf } from '../value/source';

/** A statement's values with what was recorded of its parameters. */
export interface Recorded {
  /** The value itself; what is not recorded can't be computed. */
  of(value: SqlTextValue): Value;
  readonly source: Evaluator['source'];
  readonly sourceNames: Evaluator['sourceNames'];
}

export function makeRecorded(plan: ValueOperator<'sql'>, scope: Scope): Recorded {
  const text = scope.value(plan.text);
  const parameters = plan.parameters === null ? null : scope.value(plan.parameters);
  const of = (value: SqlTextValue): Value => {
    if (value.kind === 'literal') return value.value;
    const recorded = value.kind === 'parameter' ? parameters?.value() : undefined;
    if (value.kind !== 'parameter' || recorded === undefined || isNothing(recorded) || !isRecord(recorded))
      return NOT_COMPUTABLE;
    return (recorded.get(value.key) as Present | undefined) ?? NOT_COMPUTABLE;
  };
  const source = (into: SourceSet): void => {
    text.source(into);
    parameters?.source(into);
  };
  return { of, source, sourceNames: unionOf([text.sourceNames, parameters?.sourceNames ?? new Set()]) };
}
