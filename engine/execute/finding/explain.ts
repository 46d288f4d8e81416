import type { ConditionPlan } from '../../plan/condition';
import type { Search } from '../../plan/search';
import type { Slot } from '../../plan/value';
import type { Explanation, Operand } from '../../report';
import { valuesOf } from '../condition/values-of';
import { kleeneName } from '../kleene';
import type { Scope } from '../scope';
import { chainOf, type SourceStep } from '../search/filter';
import type { OccurrenceSearch } from '../search/search';
import { matchingAttributes } from './matching-attributes';
import { operandsOf } from './operands';
import { explainRelation } from './relation';
import { signalNameOf } from './signal-name';

// how many candidates of one search are shown with what their conditions read
const CANDIDATES_SHOWN = 3;

/** Why a condition has its value: its parts, what they read, and where that stood. */
export function explain(plan: ConditionPlan, scope: Scope, keyNames: readonly string[]): Explanation {
  // first what is below: it may bind slots that evaluating the condition binds again
  const children = childrenOf(plan, scope, keyNames);
  const operands = operandsOfCondition(plan, scope, keyNames);
  return { condition: plan.label, value: kleeneName(scope.condition(plan)()), operands, children };
}

function childrenOf(plan: ConditionPlan, scope: Scope, keyNames: readonly string[]): readonly Explanation[] {
  switch (plan.op) {
    case 'and':
    case 'or':
      return plan.of.map((part) => explain(part, scope, keyNames));
    case 'not':
      return [explain(plan.of, scope, keyNames)];
    case 'has':
      return ofCandidates(plan.search, scope, keyNames);
    default:
      return [];
  }
}

/** The same for what narrows a signal: a condition, or a relation. */
export function explainStep(step: SourceStep, slot: Slot, scope: Scope, keyNames: readonly string[]): Explanation {
  return step.op === 'where' ? explain(step.condition, scope, keyNames) : explainRelation(step, slot, scope);
}

/** What the conditions of a search said on its first candidates. */
function ofCandidates(search: Search, scope: Scope, keyNames: readonly string[]): readonly Explanation[] {
  const { steps } = chainOf(search.source);
  if (steps.length === 0) return [];
  const shown: Explanation[] = [];
  let candidates = 0;
  scope.other(makeCandidates, search).each((occurrence) => {
    for (const step of steps) {
      scope.bind(search.slot, occurrence);
      shown.push(explainStep(step, search.slot, scope, keyNames));
    }
    return ++candidates === CANDIDATES_SHOWN;
  });
  return shown;
}

/** The same search with nothing asked of what it finds. */
function makeCandidates(search: Search, scope: Scope): OccurrenceSearch {
  return scope.search({ ...search, source: { op: 'signal', signal: chainOf(search.source).signal } });
}

function operandsOfCondition(plan: ConditionPlan, scope: Scope, keyNames: readonly string[]): readonly Operand[] {
  if (plan.op === 'has') {
    const { certain, possible } = scope.search(plan.search).tally();
    const value = possible === 0 ? certain : `${certain} to ${certain + possible}`;
    return [{ name: signalNameOf(plan.search, scope), value, from: 'counted' }];
  }
  return matchingAttributes(plan, scope) ?? valuesOf(plan).flatMap((side) => operandsOf(side, scope, keyNames));
}
