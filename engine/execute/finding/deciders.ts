import type { ComparisonOperator, ConditionPlan } from '../../plan/condition';
import type { Search } from '../../plan/search';
import type { ValuePlan } from '../../plan/value';
import { makeAccumulator } from '../aggregate/make';
import type { ConditionOf } from '../condition/condition';
import { FALSE, TRUE, UNKNOWN } from '../kleene';
import type { Occurrence } from '../occurrence';
import type { Scope } from '../scope';
import { CERTAIN } from '../signal/members';
import { comparePresent } from '../value/compare-present';
import { rangeOf } from '../value/compare-ranges';
import type { ValueOperator } from '../value/evaluator';
import { isNothing, type Value } from '../value/runtime';

type Wanted = typeof TRUE | typeof FALSE;

/**
 * The occurrences that make a condition true, or false, as `wanted` says. Where `open`, the condition is
 * unknown, and what may make it so counts too. Nothing can be shown of what was not found.
 */
export function deciders(plan: ConditionPlan, wanted: Wanted, open: boolean, scope: Scope): readonly Occurrence[] {
  switch (plan.op) {
    case 'not':
      return deciders(plan.of, wanted === TRUE ? FALSE : TRUE, open, scope);
    case 'and':
    case 'or':
      return plan.of
        .filter((part) => decides(part, wanted, open, scope))
        .flatMap((part) => deciders(part, wanted, open, scope));
    case 'has':
      return wanted === TRUE ? matchesOf(plan.search, open, scope) : [];
    case 'compare':
      return ofComparison(plan, wanted, open, scope);
    default:
      return [];
  }
}

function decides(part: ConditionPlan, wanted: Wanted, open: boolean, scope: Scope): boolean {
  const value = scope.condition(part)();
  return value === wanted || (open && value === UNKNOWN);
}

/** The certain matches; where `open` the possible ones too. */
function matchesOf(search: Search, open: boolean, scope: Scope): readonly Occurrence[] {
  const found: Occurrence[] = [];
  scope.search(search).each((occurrence, certainty) => {
    if (certainty === CERTAIN || open) found.push(occurrence);
    return false;
  });
  return found;
}

type OperatorTable = Record<ComparisonOperator, ComparisonOperator>;
const MIRRORED: OperatorTable = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' };
export const OPPOSITE: OperatorTable = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' };

function ofComparison(
  plan: ConditionOf<'compare'>,
  wanted: Wanted,
  open: boolean,
  scope: Scope,
): readonly Occurrence[] {
  const holds = wanted === TRUE ? plan.operator : OPPOSITE[plan.operator];
  return [
    ...ofSide(plan.left, holds, plan.right, open, scope),
    ...ofSide(plan.right, MIRRORED[holds], plan.left, open, scope),
  ];
}

/** What an aggregate counted, where `aggregate holds bound` says that it is too large. */
function ofSide(
  side: ValuePlan,
  holds: ComparisonOperator,
  bound: ValuePlan,
  open: boolean,
  scope: Scope,
): readonly Occurrence[] {
  if (side.op !== 'aggregate') return [];
  const limit = scope.value(bound).value();
  const tooLarge = holds === '>' || holds === '>=' || (holds === '!=' && exceeds(scope.value(side).value(), limit));
  if (!tooLarge) return [];
  if (scope.subject.group === null || side.search.within !== null) return matchesOf(side.search, open, scope);
  return firstToBreak(side, holds === '!=' ? '>' : holds, limit, open, scope);
}

function exceeds(value: Value, limit: Value): boolean {
  if (isNothing(value) || isNothing(limit)) return false;
  const a = rangeOf(value);
  const b = rangeOf(limit);
  return a !== undefined && b !== undefined && a.unit === b.unit && a.high > b.high;
}

/** In a group only the occurrence that broke the bound first, in the order of time. */
function firstToBreak(
  plan: ValueOperator<'aggregate'>,
  holds: ComparisonOperator,
  limit: Value,
  open: boolean,
  scope: Scope,
): readonly Occurrence[] {
  if (isNothing(limit)) return [];
  const accumulator = makeAccumulator(plan, scope);
  accumulator.reset();
  let breaking: Occurrence | null = null;
  scope.search(plan.search).each((occurrence, certainty) => {
    if (certainty !== CERTAIN && !open) return false;
    accumulator.add(occurrence, true);
    const sofar = accumulator.result(false);
    if (!isNothing(sofar) && comparePresent(holds, sofar, limit) === TRUE) breaking = occurrence;
    return breaking !== null;
  });
  return breaking === null ? [] : [breaking];
}
