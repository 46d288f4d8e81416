import type { ConditionPlan } from '../../plan/condition';
import type { Search } from '../../plan/search';
import type { SignalId } from '../../plan/signal';
import type { Slot, ValuePlan } from '../../plan/value';
import type { Missing } from '../../report';
import { makeSameSource, mayShareSource } from '../condition/same-source';
import { givenHoles, valuesOf } from '../condition/values-of';
import { UNKNOWN } from '../kleene';
import { baseOf, type Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import { chainOf, makeStep, type SourceStep } from '../search/filter';
import { CERTAIN, POSSIBLE } from '../signal/members';
import { isNothing, Pinned, Range } from '../value/runtime';
import { nameOf } from './operands';
import { missingOfRelation } from './relation';
import { signalNameOf } from './signal-name';
import { missingOfPinned } from './sql';

/** What keeps a condition from being known; nothing where it is known. */
export function missingOf(plan: ConditionPlan, scope: Scope): readonly Missing[] {
  if (scope.condition(plan)() !== UNKNOWN) return [];
  switch (plan.op) {
    case 'constant':
      return [];
    case 'and':
    case 'or':
      return plan.of.flatMap((part) => missingOf(part, scope));
    case 'not':
      return missingOf(plan.of, scope);
    case 'has':
      return ofSearch(plan.search, scope);
    default:
      return ofSides(plan, scope);
  }
}

/** The same for what narrows a signal: a condition, or a relation. */
export function missingOfStep(step: SourceStep, slot: Slot, scope: Scope): readonly Missing[] {
  if (step.op === 'where') return missingOf(step.condition, scope);
  return makeStep(step, slot, scope)() === UNKNOWN ? [missingOfRelation(step, slot, scope)] : [];
}

/** Each thing once. */
export function distinct(all: readonly Missing[]): readonly Missing[] {
  const byText = new Map(all.map((one) => [`${one.reason} ${one.name}`, one]));
  return [...byText.values()];
}

function ofSides(plan: ConditionPlan, scope: Scope): readonly Missing[] {
  const sides = valuesOf(plan);
  const found = sides.flatMap((side) => ofValue(side, scope));
  if (found.length > 0) return found;
  const [left, right] = sides;
  if (left === undefined) return [];
  const name = [left, right].map((side) => side && nameOf(side)).find((text) => text) ?? '';
  const same = right !== undefined && isSameSource(left, right, scope);
  return [{ name, reason: same ? 'same source' : 'not computable' }];
}

function isSameSource(left: ValuePlan, right: ValuePlan, scope: Scope): boolean {
  const a = scope.value(left);
  const b = scope.value(right);
  return mayShareSource(a, b) && makeSameSource(a, b)();
}

/** Why a value is not there, or is only known to lie in a range. */
function ofValue(plan: ValuePlan, scope: Scope): readonly Missing[] {
  if (plan.op === 'literal' || plan.op === 'list') return [];
  const value = scope.value(plan).value();
  if (value instanceof Pinned && value.open) return notRecorded(plan, scope);
  if (!isNothing(value) && !(value instanceof Range)) return [];
  switch (plan.op) {
    case 'arithmetic':
      return orItself(plan, scope, [...ofValue(plan.left, scope), ...ofValue(plan.right, scope)]);
    case 'negate':
      return ofValue(plan.of, scope);
    case 'call':
      return orItself(
        plan,
        scope,
        plan.args.flatMap((arg) => ofValue(arg, scope)),
      );
    case 'member':
    case 'select':
      return orItself(plan, scope, ofValue(plan.of, scope));
    case 'element':
      return orItself(plan, scope, [...ofValue(plan.of, scope), ...ofValue(plan.at, scope)]);
    case 'text':
      return orItself(
        plan,
        scope,
        givenHoles(plan.parts).flatMap((hole) => ofValue(hole, scope)),
      );
    case 'sql':
      return orItself(plan, scope, ofValue(plan.text, scope));
    case 'condition':
      return missingOf(plan.condition, scope);
    case 'aggregate':
      return orItself(plan, scope, ofSearch(plan.search, scope));
    default:
      return orItself(plan, scope, []);
  }
}

/** What an alias or a field of a signal came to, where that is a statement's value. */
function notRecorded(plan: ValuePlan, scope: Scope): readonly Missing[] {
  if (plan.op === 'sql') return missingOfPinned(plan, scope);
  const parts = plan.op === 'coalesce' ? plan.of : plan.op === 'by-signal' ? plan.arms.map((arm) => arm.value) : [];
  const found = parts.find((part) => {
    const value = scope.value(part).value();
    return value instanceof Pinned && value.open;
  });
  return found ? notRecorded(found, scope) : [];
}

function orItself(plan: ValuePlan, scope: Scope, parts: readonly Missing[]): readonly Missing[] {
  if (parts.length > 0) return parts;
  const value = scope.value(plan).value();
  return [{ name: nameOf(plan), reason: isNothing(value) ? value.reason : 'not computable' }];
}

/** A search that decides nothing: more may be there than was seen, or matches are only possible. */
function ofSearch(search: Search, scope: Scope): readonly Missing[] {
  const { steps, signal } = chainOf(search.source);
  const found: Missing[] = [];
  if (scope.search(search).open()) found.push({ name: signalNameOf(search, scope), reason: 'incomplete' });
  scope.search(search).each((occurrence, certainty) => {
    if (certainty === CERTAIN) return false;
    for (const step of steps) {
      scope.bind(search.slot, occurrence);
      found.push(...missingOfStep(step, search.slot, scope));
    }
    found.push(...ofMembership(signal, occurrence, scope));
    return false;
  });
  return found;
}

/** Why an occurrence is only a possible member of a signal. */
export function ofMembership(signal: SignalId, occurrence: Occurrence, scope: Scope): readonly Missing[] {
  const { run } = scope;
  if (run.signals.members(signal).state[occurrence] !== POSSIBLE) return [];
  const { definition } = run.plan.signals[signal]!;
  if (definition.op === 'union') return definition.of.flatMap((part) => ofMembership(part, occurrence, scope));
  if (definition.op === 'interval') return ofMembership(definition.from, baseOf(run.store, occurrence), scope);
  if (definition.op !== 'narrow') return [];
  const own = run.scope();
  own.bind(0, occurrence);
  return [...missingOf(definition.where, own), ...ofMembership(definition.of, occurrence, scope)];
}
