import { plainPart } from '../../plan/plain-part';
import type { ValuePlan } from '../../plan/value';
import { slotsOf, walkPlan } from '../plan-walk';
import type { Scope } from '../scope';
import { Walker } from './walker';

/** What a value is on the nearest of a span and those above it that has it. */
export interface Walk {
  /** As a code. `span` is where the walk begins. */
  code(span: number): number;
  /** The span that ended the walk, where its value was found or found unknowable; -1 if it went past the root. */
  end(span: number): number;
  /** The codes of many spans at once. */
  codes(spans: Int32Array, found: Int32Array, count: number): void;
  /** Where the walks of many spans end. */
  ends(spans: Int32Array, found: Int32Array, count: number): void;
}

/**
 * Walks are remembered for each span, since occurrences of one trace share most of their way, and shared by
 * all rules that look for the same.
 */
export function makeWalk(value: ValuePlan, at: number, scope: Scope): Walk | null {
  const { run } = scope;
  if (scope.value(value).code === null || !readsOnly(value, at)) return null;
  const name = nameOf(value);
  const known = run.walks.get(name) ?? run.index.walks.get(name);
  if (known) return known;
  // until all is known a walk holds on to its judgement
  const walk = new Walker(value, at, run, () => {
    if (ofStoreOnly(value)) run.index.walks.set(name, walk);
  });
  run.walks.set(name, walk);
  return walk;
}

/** The same for values that are the same but for the number of the slot they read. */
function nameOf(value: ValuePlan): string {
  return JSON.stringify(value, (name, part: unknown) => (name === 'slot' ? '@' : plainPart(part)));
}

/** Whether nothing but the occurrence in `at` is read: what a navigation binds is bound anew each time. */
function readsOnly(value: ValuePlan, at: number): boolean {
  return [...slotsOf(value)].every((slot) => slot === at);
}

/** Whether its codes are those of the traces, and the same in every judgement. */
function ofStoreOnly(value: ValuePlan): boolean {
  let others = false;
  walkPlan(value, ({ op }) => {
    if (op !== undefined && op !== 'attribute' && op !== 'coalesce') others = true;
  });
  return !others;
}
