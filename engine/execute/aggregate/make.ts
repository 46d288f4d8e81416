import type { AggregateFunction } from '../../plan/value';
import type { Scope } from '../scope';
import { CERTAIN } from '../signal/members';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import type { Value } from '../value/runtime';
import { NO_SOURCE } from '../value/source';
import type { Accumulator } from './accumulator';
import { makeAverage } from './average';
import { makeConcurrent } from './concurrent';
import { countOf, makeCount, makeRate, rateOf } from './count';
import { makeDistinct } from './distinct';
import { makeMaximum, makeMinimum } from './extreme';
import { makeGap } from './gap';
import { makeOnly } from './only';
import { makePercentile } from './percentile';
import { rememberByTrace } from './remembered';
import { makeShare } from './share';
import { makeSliding } from './sliding';
import { makeSum } from './sum';

type AggregatePlan = ValueOperator<'aggregate'>;

/** A value over all that a search finds. It has no source. */
export function makeAggregate(plan: AggregatePlan, scope: Scope): Evaluator {
  return { value: makeValue(plan, scope), code: null, source: () => {}, sourceNames: NO_SOURCE };
}

function makeValue(plan: AggregatePlan, scope: Scope): () => Value {
  const search = scope.search(plan.search);
  const { subject } = scope;
  // what only counts needn't go through the matches one by one
  if (plan.function === 'count') return () => countOf(search.tally(), search.open());
  if (plan.function === 'rate') return () => rateOf(countOf(search.tally(), search.open()), subject.windowSeconds);
  const accumulator = makeAccumulator(plan, scope);
  const add = (occurrence: number, certainty: number): boolean => {
    accumulator.add(occurrence, certainty === CERTAIN);
    return false;
  };
  const afresh = (): Value => {
    accumulator.reset();
    search.each(add);
    return accumulator.result(search.open());
  };
  return makeSliding(plan, accumulator, scope) ?? rememberByTrace(plan, afresh, scope);
}

export function makeAccumulator(plan: AggregatePlan, scope: Scope): Accumulator {
  return MAKE[plan.function](plan, scope);
}

const MAKE: Record<AggregateFunction, (plan: AggregatePlan, scope: Scope) => Accumulator> = {
  count: makeCount,
  rate: makeRate,
  sum: makeSum,
  avg: makeAverage,
  min: makeMinimum,
  max: makeMaximum,
  p50: (plan, scope) => makePercentile(plan, scope, 50),
  p90: (plan, scope) => makePercentile(plan, scope, 90),
  p95: (plan, scope) => makePercentile(plan, scope, 95),
  p99: (plan, scope) => makePercentile(plan, scope, 99),
  distinct: makeDistinct,
  concurrent: makeConcurrent,
  gap: makeGap,
  share: makeShare,
  only: makeOnly,
};
