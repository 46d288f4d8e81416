import type { Scope } from '../scope';
import { makeCoalesceColumns } from './coalesce-columns';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE } from './nothing';
import { isNothing, type Value } from './runtime';
import { type SourceSet, unionOf } from './source';

/** The first that is there; with none, unknowable if one of them was. */
export function makeCoalesce(plan: ValueOperator<'coalesce'>, scope: Scope): Evaluator {
  const parts = plan.of.map((part) => scope.value(part));
  const sourceNames = unionOf(parts.map((part) => part.sourceNames));
  const codes = parts.map((part) => part.code).filter((code) => code !== null);
  if (codes.length === parts.length) {
    const first = firstCode(codes);
    const code = makeCoalesceColumns(plan, scope, first) ?? first;
    return coded(scope.run, code, sourceNames, (into) => {
      let i = 0;
      while (i < codes.length && codes[i]!() <= ABSENT_CODE) i++;
      parts[i]?.source(into);
    });
  }
  const source = (into: SourceSet) => parts.find((part) => !isNothing(part.value()))?.source(into);
  return { value: () => firstValue(parts), code: null, source, sourceNames };
}

function firstCode(codes: readonly (() => number)[]): () => number {
  const count = codes.length;
  return () => {
    let nothing = ABSENT_CODE;
    for (let i = 0; i < count; i++) {
      const code = codes[i]!();
      if (code > ABSENT_CODE) return code;
      if (nothing === ABSENT_CODE) nothing = code;
    }
    return nothing;
  };
}

function firstValue(parts: readonly Evaluator[]): Value {
  let nothing = ABSENT;
  for (const part of parts) {
    const value = part.value();
    if (!isNothing(value)) return value;
    if (nothing === ABSENT) nothing = value;
  }
  return nothing;
}
