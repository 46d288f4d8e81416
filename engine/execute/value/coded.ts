import type { Run } from '../run';
import type { Evaluator } from './evaluator';
import type { SourceNames, SourceSet } from './source';

/** An evaluator that works on codes. */
export function coded(
  run: Run,
  code: () => number,
  sourceNames: SourceNames,
  source: (into: SourceSet) => void,
): Evaluator {
  const { values } = run;
  return { value: () => values.value(code()), code, source, sourceNames };
}
