import type { ConditionPlan } from '../../plan/condition';
import type { Search, SourcePlan } from '../../plan/search';
import type { SignalId } from '../../plan/signal';
import type { Slot } from '../../plan/value';
import type { Batch } from '../batch/batch';
import { type BatchTest, batchTestOf, eachAlone } from '../batch/batch-test';
import { lowestOf } from '../batch/logic';
import type { Condition } from '../condition/condition';
import { type Occurrence, spanOf } from '../occurrence';
import { makeStructure } from '../relation/structure';
import { makeTime } from '../relation/time';
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
  /** The same for all frames of a batch, which have the candidates in the search's slot. */
  readonly inBatch: BatchTest;
}

/** @param resources 1 for each whose spans may match; null for all */
export function makeFilter(search: Search, scope: Scope, resources: Uint8Array | null = scope.resources): Filter {
  const { run } = scope;
  const { signal, steps } = chainOf(search.source);
  const members = run.signals.members(signal);
  const tests = steps.map((step) => makeStep(step, search.slot, scope));
  const { spans } = run.store;
  const state = members.allCertain ? null : members.state;
  const plain = tests.length === 0 && resources === null;
  const asMember = (occurrence: Occurrence): 0 | 1 | 2 => {
    scope.bind(search.slot, occurrence);
    return state === null ? CERTAIN : (state[occurrence]! as 0 | 1 | 2);
  };
  const certainty = (occurrence: Occurrence): 0 | 1 | 2 => {
    if (resources !== null && resources[spans.resource[spanOf(run.store, occurrence)]!] === 0) return 0;
    const membership = state === null ? CERTAIN : (state[occurrence]! as 0 | 1 | 2);
    scope.bind(search.slot, occurrence);
    return leastOf(tests, membership);
  };
  const inBatch = members.hasIntervals
    ? eachAlone(() => certainty(scope.bound[search.slot]!))
    : lowestOf(tests.map(batchTestOf), makeMembership(search.slot, state, resources, scope));
  return { signal, members, plain, certainty: plain ? asMember : certainty, inBatch };
}

/** How sure the candidates of a batch are members of the signal, where their service is one that is looked for. */
function makeMembership(slot: Slot, state: Uint8Array | null, resources: Uint8Array | null, { run }: Scope) {
  const { resource } = run.store.spans;
  return (batch: Batch, certainty: Uint8Array): void => {
    const of = batch.column(slot);
    if (state === null) certainty.fill(CERTAIN, 0, batch.count);
    else for (let i = 0; i < batch.count; i++) certainty[i] = state[of[i]!]!;
    if (resources !== null) rejectOthers(batch.spans(slot), resource, resources, certainty, batch.count);
  };
}

/** None is a match whose resource isn't one of these. */
function rejectOthers(
  spans: Int32Array,
  resourceOf: Uint32Array,
  resources: Uint8Array,
  certainty: Uint8Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) if (resources[resourceOf[spans[i]!]!] === 0) certainty[i] = 0;
}

function leastOf(tests: readonly Condition[], membership: 0 | 1 | 2): 0 | 1 | 2 {
  let least = membership;
  for (let i = 0; i < tests.length; i++) {
    const value = tests[i]!();
    if (value === 0) return 0;
    if (value < least) least = value;
  }
  return least;
}

/** What narrows a signal: a condition or a relation. */
export type SourceStep = Exclude<SourcePlan, { op: 'signal' }>;

/** The signal at the bottom of a source and what narrows it, the lowest first. */
export function chainOf(source: SourcePlan): { signal: SignalId; steps: readonly SourceStep[] } {
  if (source.op === 'signal') return { signal: source.signal, steps: [] };
  const below = chainOf(source.of);
  return { signal: below.signal, steps: [...below.steps, source] };
}

/** The conditions among what narrows a signal. */
export function conditionsOf(source: SourcePlan): readonly ConditionPlan[] {
  return chainOf(source).steps.flatMap((step) => (step.op === 'where' ? [step.condition] : []));
}

/** Asks the occurrence in `slot`. */
export function makeStep(step: SourceStep, slot: Slot, scope: Scope): Condition {
  switch (step.op) {
    case 'where':
      return scope.condition(step.condition);
    case 'structure':
      return makeStructure(step, slot, scope);
    case 'time':
      return makeTime(step, slot, scope);
  }
}
