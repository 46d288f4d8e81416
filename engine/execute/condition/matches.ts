import { RE2JS } from 're2js';
import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { isList, type Present } from '../value/runtime';
import { testOfSome } from './code-test';
import type { Condition, ConditionOf } from './condition';

/** Unanchored, in linear time. On lists some text must match. */
export function makeMatches(plan: ConditionOf<'matches'>, scope: Scope): Condition {
  const pattern = RE2JS.compile(plan.pattern);
  const test = (value: Present): Kleene => {
    if (isList(value)) return kleeneOf(value.some((element) => test(element) === TRUE));
    return typeof value === 'string' ? kleeneOf(pattern.test(value)) : UNKNOWN;
  };
  return testOfSome(scope.value(plan.left), scope.run.values, test);
}
