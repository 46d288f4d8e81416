import type { Run } from '../run';
import type { Evaluator } from './evaluator';
import type { Value } from './runtime';
import { NO_SOURCE } from './source';

export function constant(value: Value, run: Run): Evaluator {
  const code = run.values.code(value);
  return { value: () => value, code: () => code, source: () => {}, sourceNames: NO_SOURCE, constant: value };
}
