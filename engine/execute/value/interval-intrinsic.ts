import { endOf, startOf } from '../index/time';
import { IntervalEnd } from '../intervals';
import { firstInterval } from '../occurrence';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { INCOMPLETE } from './nothing';
import { Duration, Instant, type Value } from './runtime';

/** An interval has a start, an end and a duration of its own; the latter two are unknowable while it is open. */
export function orOfInterval(ofSpan: Evaluator, plan: ValueOperator<'intrinsic'>, scope: Scope): Evaluator {
  const { store } = scope.run;
  const first = firstInterval(store);
  const value = (): Value => {
    const interval = scope.intervalIn(plan.slot);
    if (interval < 0) return ofSpan.value();
    const start = startOf(store, first + interval);
    if (plan.name === 'span:start') return new Instant(start);
    if (store.intervals.state[interval] !== IntervalEnd.closed) return INCOMPLETE;
    const end = endOf(store, first + interval);
    return plan.name === 'span:end' ? new Instant(end) : new Duration(end - start);
  };
  return { ...ofSpan, value };
}
