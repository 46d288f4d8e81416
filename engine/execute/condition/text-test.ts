import type { ConditionPlan } from '../../plan/condition';
import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import { isList, isNothing, type Present } from '../value/runtime';
import { testOf } from './code-test';
import type { Condition } from './condition';
import { unlessSameSource } from './same-source';

type TextTestPlan = Extract<ConditionPlan, { op: 'contains' | 'starts-with' | 'ends-with' }>;
type Test = (left: Present, right: Present) => Kleene;

export function makeTextTest(plan: TextTestPlan, scope: Scope): Condition {
  const left = scope.value(plan.left);
  const right = scope.value(plan.right);
  const test = TESTS[plan.op];
  const { constant } = right;
  if (constant !== undefined && !isNothing(constant)) {
    return testOf(left, scope.run.values, (value) => test(value, constant));
  }
  const compare = (): Kleene => {
    const a = left.value();
    const b = right.value();
    return isNothing(a) || isNothing(b) ? UNKNOWN : test(a, b);
  };
  return unlessSameSource(compare, plan, scope);
}

/** Element equality on a list, substring on a text. */
export function contains(left: Present, right: Present): Kleene {
  return isList(left) ? comparePresent('==', left, right) : onTexts(left, right, (text, part) => text.includes(part));
}

const TESTS: Record<TextTestPlan['op'], Test> = {
  contains,
  'starts-with': (left, right) => onTexts(left, right, (text, part) => text.startsWith(part)),
  'ends-with': (left, right) => onTexts(left, right, (text, part) => text.endsWith(part)),
};

/** On lists some pair of texts must satisfy the test; what is no text doesn't. */
function onTexts(left: Present, right: Present, test: (text: string, part: string) => boolean): Kleene {
  if (isList(left)) return kleeneOf(left.some((element) => onTexts(element, right, test) === TRUE));
  if (isList(right)) return kleeneOf(right.some((element) => onTexts(left, element, test) === TRUE));
  return typeof left === 'string' && typeof right === 'string' ? kleeneOf(test(left, right)) : UNKNOWN;
}
