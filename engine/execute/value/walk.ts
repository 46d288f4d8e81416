import type { ValuePlan } from '../../plan/value';
import { Parent } from '../../store/store';
import { slotsOf } from '../plan-walk';
import type { Scope } from '../scope';
import { ABSENT_CODE, BROKEN_PARENT_CODE, NOT_COMPUTABLE_CODE } from './nothing';

/** What a value is on the nearest of a span and those above it that has it. */
export interface Walk {
  /** As a code. `span` is where the walk begins. */
  code(span: number): number;
  /** The span that ended the walk, where its value was found or found unknowable; -1 if it went past the root. */
  end(span: number): number;
}

// codes start at NOT_COMPUTABLE_CODE: shifted so that 0 says "not walked yet"
const SHIFT = 1 - NOT_COMPUTABLE_CODE;

/**
 * Walks are remembered for each span, since occurrences of one trace share most of their way, and shared by
 * all rules that look for the same.
 */
export function makeWalk(value: ValuePlan, at: number, scope: Scope): Walk | null {
  const { run } = scope;
  if (scope.value(value).code === null || !readsOnly(value, at)) return null;
  const name = JSON.stringify([at, value], (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
  const known = run.walks.get(name);
  if (known) return known;
  const walk = build(value, at, run.scope());
  run.walks.set(name, walk);
  return walk;
}

/** Whether nothing but the occurrence in `at` is read: what a navigation binds is bound anew each time. */
function readsOnly(value: ValuePlan, at: number): boolean {
  return [...slotsOf(value)].every((slot) => slot === at);
}

function build(value: ValuePlan, at: number, scope: Scope): Walk {
  const { frame, run } = scope;
  const { parent, count } = run.store.spans;
  const read = scope.value(value).code!;
  const found = new Int32Array(count);
  const path: number[] = [];

  /** The value's code where the walk ends here; absent where it goes on. */
  const step = (span: number): number => {
    frame[at] = span;
    const code = read();
    if (code !== ABSENT_CODE) return code;
    return parent[span] === Parent.missing ? BROKEN_PARENT_CODE : ABSENT_CODE;
  };
  const code = (from: number): number => {
    let result = ABSENT_CODE;
    for (let span = from; span >= 0; span = parent[span]!) {
      const known = found[span]!;
      result = known !== 0 ? known - SHIFT : step(span);
      if (known !== 0) break;
      path.push(span);
      if (result !== ABSENT_CODE) break;
    }
    for (const span of path) found[span] = result + SHIFT;
    path.length = 0;
    return result;
  };
  const end = (from: number): number => {
    let span = from;
    while (span >= 0 && step(span) === ABSENT_CODE) span = parent[span]!;
    return span < 0 ? -1 : span;
  };
  return { code, end };
}
