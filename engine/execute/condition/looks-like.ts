import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { SHAPES } from '../shape/shapes';
import { isList, type Present } from '../value/runtime';
import { writtenText } from '../value/text';
import { testOfSome } from './code-test';
import type { Condition, ConditionOf } from './condition';

/** The shape of a text, or of what a number or boolean is written as; on lists, of some element. */
export function makeLooksLike(plan: ConditionOf<'looks-like'>, scope: Scope): Condition {
  const hasShape = SHAPES[plan.shape];
  const test = (value: Present): Kleene => {
    if (isList(value)) return kleeneOf(value.some((element) => test(element) === TRUE));
    const text = writtenText(value);
    return text === undefined ? UNKNOWN : kleeneOf(hasShape(text));
  };
  return testOfSome(scope.value(plan.of), scope.run.values, test);
}
