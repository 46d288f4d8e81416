import type { ConditionPlan } from '../../plan/condition';
import type { Search } from '../../plan/search';
import type { ValuePlan } from '../../plan/value';
import type { Explanation, Operand } from '../../report';
import { kleeneName } from '../kleene';
import type { Scope } from '../scope';
import { chainOf } from '../search/filter';
import { operandsOf } from './operands';
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

/** What the conditions of a search said on its first candidates. */
function ofCandidates(search: Search, scope: Scope, keyNames: readonly string[]): readonly Explanation[] {
  const { signal, conditions } = chainOf(search.source);
  if (conditions.length === 0) return [];
  const shown: Explanation[] = [];
  let candidates = 0;
  scope.search({ ...search, source: { op: 'signal', signal } }).each((occurrence) => {
    for (const condition of conditions) {
      scope.frame[search.slot] = occurrence;
      shown.push(explain(condition, scope, keyNames));
    }
    return ++candidates === CANDIDATES_SHOWN;
  });
  return shown;
}

function operandsOfCondition(plan: ConditionPlan, scope: Scope, keyNames: readonly string[]): readonly Operand[] {
  if (plan.op === 'has') {
    const { certain, possible } = scope.search(plan.search).tally();
    const value = possible === 0 ? certain : `${certain} to ${certain + possible}`;
    return [{ name: signalNameOf(plan.search, scope), value, from: 'counted' }];
  }
  return sidesOf(plan).flatMap((side) => operandsOf(side, scope, keyNames));
}

/** The values that a condition compares or tests. */
export function sidesOf(plan: ConditionPlan): readonly ValuePlan[] {
  switch (plan.op) {
    case 'compare':
    case 'in':
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return [plan.left, plan.right];
    case 'matches':
      return [plan.left];
    case 'exists':
    case 'is-null':
    case 'truthy':
      return [plan.of];
    default:
      return [];
  }
}
