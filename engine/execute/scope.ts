import type { ConditionPlan } from '../plan/condition';
import type { Search } from '../plan/search';
import type { ValuePlan } from '../plan/value';
import type { Condition } from './condition/condition';
import { makeCondition } from './condition/make';
import type { Run } from './run';
import { makeSearch } from './search/make';
import type { OccurrenceSearch } from './search/search';
import type { Subject } from './subject';
import type { Evaluator } from './value/evaluator';
import { makeValue } from './value/make';

/** What the parts of one rule (or signal) share when they are made executable. Each plan node is made once. */
export class Scope {
  private readonly values = new Map<ValuePlan, Evaluator>();
  private readonly conditions = new Map<ConditionPlan, Condition>();
  private readonly searches = new Map<Search, OccurrenceSearch>();

  constructor(
    readonly run: Run,
    /** The occurrence in each slot; -1 for none. */
    readonly frame: Int32Array,
    readonly subject: Subject,
    /** 1 for each resource whose service a search may find; null for all. */
    readonly resources: Uint8Array | null = null,
  ) {}

  /** The same frame and subject, with searches that find these resources only. */
  restrictedTo(resources: Uint8Array): Scope {
    return new Scope(this.run, this.frame, this.subject, resources);
  }

  value(plan: ValuePlan): Evaluator {
    return remember(this.values, plan, () => makeValue(plan, this));
  }

  condition(plan: ConditionPlan): Condition {
    return remember(this.conditions, plan, () => makeCondition(plan, this));
  }

  search(search: Search): OccurrenceSearch {
    return remember(this.searches, search, () => makeSearch(search, this));
  }
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
