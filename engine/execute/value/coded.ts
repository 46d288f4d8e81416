import type { BatchCodes } from '../batch/batch-codes';
import type { Run } from '../run';
import type { Evaluator } from './evaluator';
import type { SourceNames, SourceSet } from './source';

/** An evaluator that works on codes. */
export function coded(
  run: Run,
  code: () => number,
  sourceNames: SourceNames,
  source: (into: SourceSet) => void,
  codes?: BatchCodes,
): Evaluator {
  const { values } = run;
  return { value: () => values.value(code()), code, codes, source, sourceNames };
}
