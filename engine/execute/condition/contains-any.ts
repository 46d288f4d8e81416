import { scalarsOf } from '../aggregate/quantity';
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { comparePresent } from '../value/compare-present';
import { isNothing, type Present, type Value } from '../value/runtime';
import type { Condition, ConditionOf } from './condition';
import { contains } from './text-test';

/** Whether the left side contains an element of a list that isn't `except`: some element is both. */
export function makeContainsAny(plan: ConditionOf<'contains-any'>, scope: Scope): Condition {
  const list = scope.value(plan.list);
  const except = plan.except === null ? null : scope.value(plan.except);
  const find = makeFind(plan, scope);
  return () => {
    const elements = list.value();
    if (isNothing(elements)) return UNKNOWN;
    const found = find(elements);
    if (found === null) return UNKNOWN;
    if (found.length === 0) return FALSE;
    return except === null ? TRUE : someBeside(found, except.value());
  };
}

function someBeside(found: readonly Present[], except: Value): Kleene {
  if (isNothing(except)) return UNKNOWN;
  let highest: Kleene = FALSE;
  for (const element of found) {
    const differs = not(comparePresent('==', element, except));
    if (differs === TRUE) return TRUE;
    if (differs > highest) highest = differs;
  }
  return highest;
}

/** The elements that the left side contains; null where it isn't there. A fixed list is looked for once in each value. */
function makeFind(plan: ConditionOf<'contains-any'>, scope: Scope): (elements: Present) => readonly Present[] | null {
  const left = scope.value(plan.left);
  const { values } = scope.run;
  const { code } = left;
  if (code === null || scope.value(plan.list).constant === undefined) {
    return (elements) => {
      const value = left.value();
      return isNothing(value) ? null : containedIn(value, elements);
    };
  }
  const known = new Map<number, readonly Present[]>();
  return (elements) => {
    const at = code();
    if (at <= 0) return null;
    const found = known.get(at) ?? containedIn(values.present(at), elements);
    known.set(at, found);
    return found;
  };
}

function containedIn(value: Present, elements: Present): readonly Present[] {
  return scalarsOf(elements).filter((element) => contains(value, element) === TRUE);
}
