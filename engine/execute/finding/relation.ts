import type { Slot } from '../../plan/value';
import type { Explanation, Missing, Operand } from '../../report';
import { endOf, startOf } from '../index/time';
import { IntervalEnd } from '../intervals';
import { kleeneName } from '../kleene';
import { baseOf, firstInterval, isEvent, isInterval, type Occurrence, spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { makeStep, type SourceStep } from '../search/filter';
import { Instant } from '../value/runtime';
import { spanText } from './operands';
import { textOf } from './text';

type RelationStep = Exclude<SourceStep, { op: 'where' }>;

/** How the candidate in `slot` stands to the others, and what that rests on. */
export function explainRelation(step: RelationStep, slot: Slot, scope: Scope): Explanation {
  const others = othersOf(step).map((to) => scope.bound[to]!);
  const candidate = scope.bound[slot]!;
  const condition = `${step.relation}(${others.map((other) => placeText(scope, other)).join(', ')})`;
  const value = kleeneName(makeStep(step, slot, scope)());
  const all = [candidate, ...others];
  const operands = all.flatMap((occurrence, i) =>
    step.op === 'time' ? times(occurrence, i === 0, scope) : structure(step, occurrence, i === 0, scope),
  );
  return { condition, value, operands, children: [] };
}

function othersOf(step: RelationStep): readonly Slot[] {
  return step.op === 'time' ? step.to : [step.to];
}

/** An event's name, or a span's, and the span's id. */
function placeText(scope: Scope, occurrence: Occurrence): string {
  const { store, values } = scope.run;
  const base = baseOf(store, occurrence);
  if (!isEvent(store, base)) return spanText(scope, base);
  const name = store.events.name[base - store.spans.count]!;
  return `${name === 0 ? '' : String(values.present(name))} on ${spanText(scope, spanOf(store, base))}`.trim();
}

function times(occurrence: Occurrence, isCandidate: boolean, scope: Scope): readonly Operand[] {
  const { store } = scope.run;
  const from = isCandidate ? 'own' : placeText(scope, occurrence);
  const start = { name: 'start', value: textOf(new Instant(startOf(store, occurrence))), from };
  if (isEvent(store, occurrence)) return [start];
  if (endIsUnknown(scope, occurrence)) return [start, { name: 'end', value: null, from: 'incomplete' }];
  return [start, { name: 'end', value: textOf(new Instant(endOf(store, occurrence))), from }];
}

function endIsUnknown({ run: { store } }: Scope, occurrence: Occurrence): boolean {
  if (!isInterval(store, occurrence)) return false;
  return store.intervals.state[occurrence - firstInterval(store)] === IntervalEnd.unknown;
}

/** The parent of each; of links and one span nothing but the spans themselves. */
function structure(
  { relation }: Extract<RelationStep, { op: 'structure' }>,
  occurrence: Occurrence,
  isCandidate: boolean,
  scope: Scope,
): readonly Operand[] {
  const { store } = scope.run;
  const span = spanOf(store, occurrence);
  const from = isCandidate ? 'own' : placeText(scope, occurrence);
  if (relation === 'linked_to' || relation === 'same_span')
    return [{ name: 'span', value: spanText(scope, span), from }];
  const parent = store.spans.parent[span]!;
  if (parent >= 0) return [{ name: 'parent', value: spanText(scope, parent), from }];
  return [{ name: 'parent', value: null, from: parent === -1 ? 'absent' : 'broken parent' }];
}

/** What keeps a relation from being known. */
export function missingOfRelation(step: RelationStep, slot: Slot, scope: Scope): Missing {
  if (step.op === 'structure') {
    const isLink = step.relation === 'linked_to';
    return isLink ? { name: 'link', reason: 'dropped' } : { name: 'parent', reason: 'broken parent' };
  }
  const all = [slot, ...step.to].map((place) => scope.bound[place]!);
  if (all.some((occurrence) => endIsUnknown(scope, occurrence))) return { name: 'end', reason: 'incomplete' };
  return { name: `${step.relation} within clock_skew`, reason: 'not computable' };
}
