import type { ConditionPlan } from '../../plan/condition';
import type { Search, SourcePlan } from '../../plan/search';
import type { SignalId } from '../../plan/signal';
import type { Condition } from '../condition/condition';
import { type Occurrence, spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { CERTAIN, type Members } from '../signal/members';

/** What a candidate is asked. */
export interface Filter {
  readonly signal: SignalId;
  readonly members: Members;
  /** Whether anything is asked beyond membership. */
  readonly plain: boolean;
  /** How sure a match a member of the signal is: the least sure of its membership and of the conditions. */
  certainty(occurrence: Occurrence): 0 | 1 | 2;
}

export function makeFilter(search: Search, scope: Scope): Filter {
  const { run, frame, resources } = scope;
  const { signal, conditions } = chainOf(search.source);
  const members = run.signals.members(signal);
  const tests = conditions.map((condition) => scope.condition(condition));
  const { spans } = run.store;
  const state = members.allCertain ? null : members.state;
  const certainty = (occurrence: Occurrence): 0 | 1 | 2 => {
    if (resources !== null && resources[spans.resource[spanOf(run.store, occurrence)]!] === 0) return 0;
    const membership = state === null ? CERTAIN : (state[occurrence]! as 0 | 1 | 2);
    return leastOf(tests, membership, frame, search.slot, occurrence);
  };
  return { signal, members, plain: tests.length === 0 && resources === null, certainty };
}

function leastOf(
  tests: readonly Condition[],
  membership: 0 | 1 | 2,
  frame: Int32Array,
  slot: number,
  occurrence: Occurrence,
): 0 | 1 | 2 {
  frame[slot] = occurrence;
  let least = membership;
  for (let i = 0; i < tests.length; i++) {
    const value = tests[i]!();
    if (value === 0) return 0;
    if (value < least) least = value;
  }
  return least;
}

/** The signal at the bottom of a source and the conditions above it, the lowest first. */
export function chainOf(source: SourcePlan): { signal: SignalId; conditions: readonly ConditionPlan[] } {
  if (source.op === 'signal') return { signal: source.signal, conditions: [] };
  const below = chainOf(source.of);
  return { signal: below.signal, conditions: [...below.conditions, source.condition] };
}
