import type { Evaluator } from './evaluator';
import { DROPPED } from './nothing';

/** What is made of a list that may lack elements can't be known. */
export function wholly(of: Evaluator): Evaluator {
  const { more } = of;
  return more === undefined ? of : { ...of, value: () => (more() ? DROPPED : of.value()) };
}
