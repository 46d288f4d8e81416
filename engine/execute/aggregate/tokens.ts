import type { Scope } from '../scope';
import type { Evaluator } from '../value/evaluator';
import { keyToken } from '../value/key-token';
import type { Value } from '../value/runtime';
import { scalarsOf } from './quantity';

/** Of how many distinct values the tokens are remembered. */
const MOST_KNOWN = 1 << 14;

/** The tokens of a value as it is now: those of its scalars, but for what equals nothing. */
export function makeTokens({ code, value }: Evaluator, { run }: Scope): () => readonly string[] {
  if (code === null) return () => tokensOf(value());
  const { values } = run;
  const known = new Map<number, readonly string[]>();
  return () => {
    const found = code();
    const before = known.get(found);
    if (before !== undefined) return before;
    if (known.size >= MOST_KNOWN) known.clear();
    const tokens = tokensOf(values.value(found));
    known.set(found, tokens);
    return tokens;
  };
}

function tokensOf(value: Value): readonly string[] {
  return scalarsOf(value).flatMap((scalar) => keyToken(scalar) ?? []);
}
