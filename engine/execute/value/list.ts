import type { Scope } from '../scope';
import { constant } from './constant';
import type { Evaluator, ValueOperator } from './evaluator';
import { isList, isNothing, type Present, type Value } from './runtime';
import { unionOf } from './source';

/** What is not there is no element, a list in a list stands for its elements. */
export function makeList(plan: ValueOperator<'list'>, scope: Scope): Evaluator {
  const items = plan.items.map((item) => scope.value(item));
  const value = (): Value => items.flatMap((item) => elementsOf(item.value()));
  if (items.every((item) => item.constant !== undefined)) return constant(value(), scope.run);
  const open = items.filter((item) => item.more !== undefined);
  return {
    value,
    code: null,
    source: (into) => {
      for (const item of items) item.source(into);
    },
    sourceNames: unionOf(items.map((item) => item.sourceNames)),
    ...(open.length > 0 && { more: () => open.some((item) => item.more!()) }),
  };
}

function elementsOf(value: Value): readonly Present[] {
  if (isNothing(value)) return [];
  return isList(value) ? value : [value];
}
