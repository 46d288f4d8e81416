import { Parent } from '../../store/store';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE, BROKEN_PARENT } from './nothing';
import type { Value } from './runtime';
import { unionOf } from './source';
import { makeWalk } from './walk';

/** On the occurrence, then on each enclosing span, then on the resource; at last the fallback. */
export function makeInherited(plan: ValueOperator<'inherited'>, scope: Scope): Evaluator {
  const steps = makeSteps(plan, scope);
  const parts = [scope.value(plan.value), scope.value(plan.resource)];
  if (plan.fallback !== null) parts.push(scope.value(plan.fallback));
  const sourceNames = unionOf(parts.map((part) => part.sourceNames));
  const source: Evaluator['source'] = (into) => steps.find()?.source(into);
  const code = makeCode(plan, scope);
  if (code !== null) return coded(scope.run, code, sourceNames, source);
  const value = (): Value => {
    const found = steps.find();
    return found === null ? steps.nothing() : found.value();
  };
  return { value, code: null, source, sourceNames };
}

/** The fast way: walks are remembered. */
function makeCode(plan: ValueOperator<'inherited'>, scope: Scope): (() => number) | null {
  const { frame, run } = scope;
  const { slot, at } = plan;
  const own = scope.value(plan.value).code;
  const resource = scope.value(plan.resource).code;
  const fallback = plan.fallback === null ? () => ABSENT_CODE : scope.value(plan.fallback).code;
  const walk = makeWalk(plan.value, at, scope);
  if (own === null || resource === null || fallback === null || walk === null) return null;
  const spanCount = run.store.spans.count;
  return () => {
    const occurrence = frame[slot]!;
    let code: number = ABSENT_CODE;
    if (occurrence >= spanCount) {
      frame[at] = occurrence;
      code = own();
    }
    return code || walk.code(spanOf(run.store, occurrence)) || resource() || fallback();
  };
}

export interface InheritedSteps {
  /**
   * What gives the value now, with `at` holding where it was found; null if nothing does. An unknowable value
   * ends the way like one that is there.
   */
  find(): Evaluator | null;
  /** Why `find` found nothing. */
  nothing(): Value;
}

/** The plain way, step by step: for values without a code, for sources and for explanations. */
export function makeSteps(plan: ValueOperator<'inherited'>, scope: Scope): InheritedSteps {
  const { frame, run } = scope;
  const { store } = run;
  const own = scope.value(plan.value);
  const rest = [scope.value(plan.resource)];
  if (plan.fallback !== null) rest.push(scope.value(plan.fallback));
  let broken = false;
  const find = (): Evaluator | null => {
    broken = false;
    let at = frame[plan.slot]!;
    for (;;) {
      frame[plan.at] = at;
      if (own.value() !== ABSENT) return own;
      const span = spanOf(store, at);
      const next = at === span ? store.spans.parent[span]! : span;
      broken = next === Parent.missing;
      if (broken) return null;
      if (next < 0) break;
      at = next;
    }
    return rest.find((part) => part.value() !== ABSENT) ?? null;
  };
  return { find, nothing: () => (broken ? BROKEN_PARENT : ABSENT) };
}
