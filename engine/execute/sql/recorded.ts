import type { SqlTextValue } from '../../sql';
import type { Scope } from '../scope';
import { makeAttributeUnder } from '../value/attributes';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { ABSENT_CODE, NOT_COMPUTABLE_CODE } from '../value/nothing';
import { isNothing, isRecord, type Present, type Value } from '../value/runtime';
import { type SourceSet, unionOf } from '../value/source';

/** A statement's values with what was recorded of its parameters. */
export interface Recorded {
  /** The value itself; what is not recorded can't be computed. */
  of(value: SqlTextValue): Value;
  /** The same as a code. */
  code(value: SqlTextValue): number;
  readonly source: Evaluator['source'];
  readonly sourceNames: Evaluator['sourceNames'];
}

export function makeRecorded(plan: ValueOperator<'sql'>, scope: Scope): Recorded {
  const { values } = scope.run;
  const text = scope.value(plan.text);
  const parameters = plan.parameters === null ? null : scope.value(plan.parameters);
  const parameter = makeParameter(plan, scope);
  const code = (value: SqlTextValue): number => {
    if (value.kind === 'literal') return values.code(value.value);
    const found = value.kind === 'parameter' ? parameter(value.key) : ABSENT_CODE;
    return found > ABSENT_CODE ? found : NOT_COMPUTABLE_CODE;
  };
  const source = (into: SourceSet): void => {
    text.source(into);
    parameters?.source(into);
  };
  return {
    of: (value) => values.value(code(value)),
    code,
    source,
    sourceNames: unionOf([text.sourceNames, parameters?.sourceNames ?? new Set()]),
  };
}

/** What was recorded of the statement's parameter with a key, as a code; absent where nothing was. */
function makeParameter({ parameters }: ValueOperator<'sql'>, scope: Scope): (key: string) => number {
  if (parameters === null) return () => ABSENT_CODE;
  if (parameters.op === 'attributes') return makeAttributeUnder(parameters, scope);
  const { values } = scope.run;
  const record = scope.value(parameters);
  return (key) => {
    const found = record.value();
    const recorded = isNothing(found) || !isRecord(found) ? undefined : found.get(key);
    return recorded === undefined ? ABSENT_CODE : values.code(recorded as Present);
  };
}
