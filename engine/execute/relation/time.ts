import type { SourcePlan, TimeRelation } from '../../plan/search';
import type { Slot } from '../../plan/value';
import type { Condition } from '../condition/condition';
import { FALSE, type Kleene, kleeneOf, not, UNKNOWN } from '../kleene';
import type { Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import { type Clock, makeClock, type Order } from './clock';

/** How a candidate stands in time to another occurrence. */
type Relate = (candidate: Occurrence, other: Occurrence) => Kleene;

/** The occurrence in `slot` beside those in `to`: `between` has two, which must both be met. */
export function makeTime(plan: Extract<SourcePlan, { op: 'time' }>, slot: Slot, scope: Scope): Condition {
  const { bound, run } = scope;
  const [first, second] = plan.to;
  const clock = makeClock(run, plan.clockSkew);
  const [toFirst, toSecond] = relations(plan.relation, clock, plan.distance ?? 0n);
  const test = (to: Slot, relate: Relate): Kleene =>
    bound[slot] === bound[to] ? FALSE : relate(bound[slot]!, bound[to]!);
  if (toSecond === undefined) return () => test(first!, toFirst);
  return () => Math.min(test(first!, toFirst), test(second!, toSecond)) as Kleene;
}

function relations(relation: TimeRelation, clock: Clock, distance: bigint): readonly [Relate, Relate?] {
  const before = makeBefore(clock);
  const after: Relate = (a, b) => before(b, a);
  switch (relation) {
    case 'before':
      return [before];
    case 'after':
      return [after];
    case 'between':
      return [after, before];
    case 'starts_before':
      return [makeStartsBefore(clock)];
    case 'starts_after': {
      const startsBefore = makeStartsBefore(clock);
      return [(a, b) => startsBefore(b, a)];
    }
    case 'starts_with':
      return [makeStartsWith(clock)];
    case 'during':
      return [makeDuring(clock, after)];
    case 'within':
      return [(a, b) => known(clock.apart(a, b, distance), (order) => order <= 0)];
  }
}

function known(order: Order, holds: (order: Order) => boolean): Kleene {
  return Number.isNaN(order) ? UNKNOWN : kleeneOf(holds(order));
}

/** Ends no later than the other starts, and doesn't start with it. */
function makeBefore(clock: Clock): Relate {
  return (a, b) => {
    if (clock.recorded(a, b)) return kleeneOf(a < b);
    const starts = clock.startToStart(a, b);
    const ends = known(clock.endToStart(a, b), (order) => order <= 0);
    // whenever it ends, it ends no earlier than it starts
    if (ends === UNKNOWN && starts > 0) return FALSE;
    return Math.min(
      ends,
      known(starts, (order) => order !== 0),
    ) as Kleene;
  };
}

function makeStartsBefore(clock: Clock): Relate {
  return (a, b) => (clock.recorded(a, b) ? kleeneOf(a < b) : known(clock.startToStart(a, b), (order) => order < 0));
}

/** At the same instant, as far as clocks tell. */
function makeStartsWith(clock: Clock): Relate {
  return (a, b) => (clock.recorded(a, b) ? FALSE : known(clock.startToStart(a, b), (order) => order === 0));
}

/** Starts and ends within the other, and isn't after it: what starts at the other's end is. */
function makeDuring(clock: Clock, after: Relate): Relate {
  return (a, b) => {
    if (clock.recorded(a, b)) return FALSE;
    const starts = known(clock.startToStart(a, b), (order) => order >= 0);
    const ends = known(clock.endToEnd(a, b), (order) => order <= 0);
    return Math.min(starts, ends, not(after(a, b))) as Kleene;
  };
}
