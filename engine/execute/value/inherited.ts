import { Parent } from '../../store/store';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE, BROKEN_PARENT } from './nothing';
import type { Value } from './runtime';
import { type SourceSet, unionOf } from './source';
import { makeWalk, type Walk } from './walk';

type InheritedPlan = ValueOperator<'inherited'>;

/** On the occurrence, then on each enclosing span, then on the resource; at last the fallback. */
export function makeInherited(plan: InheritedPlan, scope: Scope): Evaluator {
  return makeQuick(plan, scope) ?? makeSlow(plan, scope);
}

function makeSlow(plan: InheritedPlan, scope: Scope): Evaluator {
  const steps = makeSteps(plan, scope);
  const value = (): Value => {
    const found = steps.find();
    return found === null ? steps.nothing() : found.value();
  };
  const source: Evaluator['source'] = (into) => steps.find()?.source(into);
  return { value, code: null, source, sourceNames: unionOf(partsOf(plan, scope).map((part) => part.sourceNames)) };
}

function partsOf(plan: InheritedPlan, scope: Scope): readonly Evaluator[] {
  const parts = [scope.value(plan.value), scope.value(plan.resource)];
  return plan.fallback === null ? parts : [...parts, scope.value(plan.fallback)];
}

/** On codes, with walks that are remembered; null where a part has no codes. */
function makeQuick(plan: InheritedPlan, scope: Scope): Evaluator | null {
  const { frame, run } = scope;
  const { slot, at } = plan;
  const parts = partsOf(plan, scope);
  const [own, ...rest] = parts;
  const [ownCode, resource, fallback = () => ABSENT_CODE] = parts.map((part) => part.code);
  const walk = makeWalk(plan.value, at, scope);
  if (!own || !ownCode || !resource || fallback === null || walk === null) return null;
  const spanCount = run.store.spans.count;
  const code = (): number => {
    const occurrence = frame[slot]!;
    if (occurrence < spanCount) return walk.code(occurrence) || resource() || fallback();
    frame[at] = occurrence;
    return ownCode() || walk.code(spanOf(run.store, occurrence)) || resource() || fallback();
  };
  const source = (into: SourceSet): void => {
    const end = endOf(walk, frame[slot]!, ownCode, plan, scope);
    if (end >= 0) {
      frame[at] = end;
      own.source(into);
      return;
    }
    rest.find((part) => part.code!() !== ABSENT_CODE)?.source(into);
  };
  return coded(run, code, unionOf(parts.map((part) => part.sourceNames)), source);
}

/** The occurrence that has the value, or where it is found unknowable; -1 if neither it nor a span above. */
function endOf(walk: Walk, occurrence: number, own: () => number, plan: InheritedPlan, scope: Scope): number {
  const { frame, run } = scope;
  const span = spanOf(run.store, occurrence);
  if (span !== occurrence) {
    frame[plan.at] = occurrence;
    if (own() !== ABSENT_CODE) return occurrence;
  }
  return walk.end(span);
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

/** The plain way, step by step: for values without a code and for explanations. */
export function makeSteps(plan: InheritedPlan, scope: Scope): InheritedSteps {
  const { frame, run } = scope;
  const { store } = run;
  const [own, ...rest] = partsOf(plan, scope);
  let broken = false;
  const find = (): Evaluator | null => {
    broken = false;
    let at = frame[plan.slot]!;
    for (;;) {
      frame[plan.at] = at;
      if (own!.value() !== ABSENT) return own!;
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
