import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';
import { NO_SOURCE } from './source';

/** The group's key. It has no source, so it compares with the attribute that it was read from. */
export function makeKey({ index }: ValueOperator<'key'>, scope: Scope): Evaluator {
  const { run, subject } = scope;
  return coded(
    run,
    () => subject.keys[index] ?? ABSENT_CODE,
    NO_SOURCE,
    () => {},
  );
}
