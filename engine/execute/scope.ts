import type { ConditionPlan } from '../plan/condition';
import type { Search } from '../plan/search';
import type { Slot, ValuePlan } from '../plan/value';
import type { Condition } from './condition/condition';
import { makeCondition } from './condition/make';
import { baseOf, firstInterval, type Occurrence } from './occurrence';
import type { Run } from './run';
import { makeSearch } from './search/make';
import type { OccurrenceSearch } from './search/search';
import type { Subject } from './subject';
import type { Evaluator } from './value/evaluator';
import { makeValue } from './value/make';
import type { Present } from './value/runtime';

/** What the parts of one rule (or signal) share when they are made executable. Each plan node is made once. */
export class Scope {
  private readonly values = new Map<ValuePlan, Evaluator>();
  private readonly conditions = new Map<ConditionPlan, Condition>();
  private readonly searches = new Map<Search, OccurrenceSearch>();
  private readonly others = new Map<unknown, Map<object, unknown>>();
  private readonly intervalsFrom: number;
  /** Puts something around the conditions that are made from now on. */
  watch: ((plan: ConditionPlan, condition: Condition) => Condition) | null = null;

  constructor(
    readonly run: Run,
    /** Where names are read: the span or event in each slot; of an interval what it starts with; -1 for none. */
    readonly frame: Int32Array,
    readonly subject: Subject,
    /** 1 for each resource whose service a search may find; null for all. */
    readonly resources: Uint8Array | null = null,
    /** The occurrence that a search bound to each slot: the frame's, or an interval on it. */
    readonly bound: Int32Array = new Int32Array(frame.length).fill(-1),
    /** The record at hand of each `.where(…)` on a list of records, the outermost first. */
    readonly records: Present[] = [],
  ) {
    this.intervalsFrom = firstInterval(run.store);
  }

  /** The same frame and subject, with searches that find these resources only. */
  restrictedTo(resources: Uint8Array): Scope {
    return new Scope(this.run, this.frame, this.subject, resources, this.bound, this.records);
  }

  /** Puts an occurrence into a slot. */
  bind(slot: Slot, occurrence: Occurrence): void {
    this.bound[slot] = occurrence;
    this.frame[slot] = occurrence < this.intervalsFrom ? occurrence : baseOf(this.run.store, occurrence);
  }

  /** The interval in a slot by its number among intervals; -1 for a span or an event. */
  intervalIn(slot: Slot): number {
    const interval = this.bound[slot]! - this.intervalsFrom;
    return interval < 0 ? -1 : interval;
  }

  value(plan: ValuePlan): Evaluator {
    return remember(this.values, plan, () => this.run.shared.of(plan, makeValue(plan, this), this));
  }

  condition(plan: ConditionPlan): Condition {
    return remember(this.conditions, plan, () => {
      const condition = makeCondition(plan, this);
      return this.watch === null ? condition : this.watch(plan, condition);
    });
  }

  search(search: Search): OccurrenceSearch {
    return remember(this.searches, search, () => makeSearch(search, this));
  }

  /** What else is made of a part of a plan, as findings need it: once for each part, by what makes it. */
  other<P extends object, T>(make: (part: P, scope: Scope) => T, part: P): T {
    const made = remember(this.others, make, () => new Map<object, unknown>());
    return remember(made, part, () => make(part, this)) as T;
  }
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
