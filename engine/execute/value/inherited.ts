import type { Slot } from '../../plan/value';
import { Parent } from '../../store/store';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
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
  const codes = codesInBatches(slot, walk, parts, code);
  const source = (into: SourceSet): void => {
    const end = endOf(walk, frame[slot]!, ownCode, plan, scope);
    if (end >= 0) {
      frame[at] = end;
      own.source(into);
      return;
    }
    rest.find((part) => part.code!() !== ABSENT_CODE)?.source(into);
  };
  return coded(run, code, unionOf(parts.map((part) => part.sourceNames)), source, codes);
}

/** Walks from each span, then asks what comes behind the root for those that found nothing. */
function codesInBatches(slot: Slot, walk: Walk, parts: readonly Evaluator[], code: () => number): BatchCodes {
  const behind = parts.slice(1).map(batchCodesOf);
  const alone = batchCodesOf({ code });
  const room = new Codes();
  const rest = new Results();
  return (batch, wanted) => {
    if (!batch.onSpans(slot)) return alone(batch, wanted);
    const spans = batch.column(slot);
    const found = room.array;
    walk.codes(spans, found, batch.count);
    for (let i = 0; i < behind.length; i++) {
      if (markAbsent(found, wanted, rest.array, batch.count) === 0) break;
      const codes = behind[i]!(batch, rest.array);
      for (let j = 0; j < batch.count; j++) if (rest.array[j] === 1) found[j] = codes[j]!;
    }
    return found;
  };
}

function markAbsent(found: Int32Array, wanted: Uint8Array | null, absent: Uint8Array, count: number): number {
  let marked = 0;
  for (let i = 0; i < count; i++) {
    absent[i] = found[i] === ABSENT_CODE && (wanted === null || wanted[i] !== 0) ? 1 : 0;
    marked += absent[i]!;
  }
  return marked;
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
