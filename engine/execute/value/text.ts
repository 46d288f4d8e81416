import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { NOT_COMPUTABLE } from './nothing';
import { isNothing, type Present, type Value } from './runtime';
import { unionOf } from './source';

/** A template with its holes filled. */
export function makeText(plan: ValueOperator<'text'>, scope: Scope): Evaluator {
  const parts = plan.parts.map((part) =>
    typeof part === 'string' || part.value === null ? String(part) : scope.value(part.value),
  );
  const holes = parts.filter((part) => typeof part !== 'string');
  const value = (): Value => {
    let text = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : part.value();
      if (typeof piece === 'string') text += piece;
      else if (isNothing(piece)) return piece;
      else {
        const written = writtenText(piece);
        if (written === undefined) return NOT_COMPUTABLE;
        text += written;
      }
    }
    return text;
  };
  return {
    value,
    code: null,
    source: (into) => {
      for (const hole of holes) hole.source(into);
    },
    sourceNames: unionOf(holes.map((hole) => hole.sourceNames)),
  };
}

/** How a scalar is written in a text; times, lists and records have no one form. */
export function writtenText(value: Present): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}
