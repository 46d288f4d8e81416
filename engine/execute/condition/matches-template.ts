import { scalarsOf } from '../aggregate/quantity';
import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { isList, isNothing, type Present } from '../value/runtime';
import { type SourceSet, unionOf } from '../value/source';
import { writtenText } from '../value/text';
import { testOf } from './code-test';
import type { Condition, ConditionOf } from './condition';
import { unlessSame } from './same-source';
import { matchesTemplate, type TemplatePart } from './template-match';
import { givenHoles } from './values-of';

/** The whole text is as the template says. On lists some text is; a given hole that is a list may be any of its elements. */
export function makeMatchesTemplate(plan: ConditionOf<'matches-template'>, scope: Scope): Condition {
  const left = scope.value(plan.left);
  const holes = givenHoles(plan.parts).map((hole) => scope.value(hole));
  if (holes.length === 0) return testOf(left, scope.run.values, (value) => test(value, partsOf(plan, [])!));
  const match = (): Kleene => {
    const value = left.value();
    const fillings = fillingsOf(holes);
    if (isNothing(value) || fillings === null) return UNKNOWN;
    // what is no text is compared with no template, however many ways there are to fill it
    if (!isList(value) && typeof value !== 'string') return UNKNOWN;
    const results = fillings.map((filling) => test(value, partsOf(plan, filling)));
    // of several fillings what can't be compared doesn't match, as in any list
    return results.length === 1 ? results[0]! : kleeneOf(results.includes(TRUE));
  };
  return unlessSame(match, left, joined(holes));
}

function test(value: Present, parts: readonly TemplatePart[] | null): Kleene {
  if (isList(value)) return kleeneOf(value.some((element) => test(element, parts) === TRUE));
  return typeof value === 'string' && parts !== null ? kleeneOf(matchesTemplate(value, parts)) : UNKNOWN;
}

/** Every choice of one value for each given hole; null where one isn't there. */
function fillingsOf(holes: readonly Evaluator[]): readonly (readonly Present[])[] | null {
  let fillings: readonly (readonly Present[])[] = [[]];
  for (const hole of holes) {
    const value = hole.value();
    if (isNothing(value)) return null;
    const choices = scalarsOf(value);
    fillings = fillings.flatMap((filling) => choices.map((choice) => [...filling, choice]));
  }
  return fillings;
}

/** The template with its given holes filled; null where one is filled with what has no written form. */
function partsOf(
  { parts }: ConditionOf<'matches-template'>,
  filling: readonly Present[],
): readonly TemplatePart[] | null {
  let next = 0;
  const filled = parts.map((part) => {
    if (typeof part === 'string') return part;
    return part.value === null ? null : writtenText(filling[next++]!);
  });
  return filled.includes(undefined) ? null : (filled as readonly TemplatePart[]);
}

/** What all holes are taken from, as one side of the comparison. */
function joined(holes: readonly Evaluator[]): Evaluator {
  const source = (into: SourceSet): void => {
    for (const hole of holes) hole.source(into);
  };
  return { ...holes[0]!, source, sourceNames: unionOf(holes.map((hole) => hole.sourceNames)) };
}
