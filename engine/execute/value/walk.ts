import { plainPart } from '../../plan/plain-part';
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
  const name = nameOf(value);
  const known = run.walks.get(name);
  if (known) return known;
  const walk = build(value, at, run.scope());
  run.walks.set(name, walk);
  return walk;
}

/** The same for values that are the same but for the number of the slot they read. */
function nameOf(value: ValuePlan): string {
  return JSON.stringify(value, (name, part: unknown) => (name === 'slot' ? '@' : plainPart(part)));
}

/** Whether nothing but the occurrence in `at` is read: what a navigation binds is bound anew each time. */
function readsOnly(value: ValuePlan, at: number): boolean {
  return [...slotsOf(value)].every((slot) => slot === at);
}

function build(value: ValuePlan, at: number, scope: Scope): Walk {
  const { frame, run } = scope;
  const { parent, count } = run.store.spans;
  const read = scope.value(value).code!;
  const codes = new Int32Array(count);
  const ends = new Int32Array(count);
  // spans on the way; what is beyond `length` is left over from longer ways
  const path: number[] = [];
  let length = 0;

  /** The value's code where the walk ends here; absent where it goes on. */
  const step = (span: number): number => {
    frame[at] = span;
    const code = read();
    if (code !== ABSENT_CODE) return code;
    return parent[span] === Parent.missing ? BROKEN_PARENT_CODE : ABSENT_CODE;
  };
  const remember = (code: number, end: number): void => {
    for (let i = 0; i < length; i++) {
      codes[path[i]!] = code + SHIFT;
      ends[path[i]!] = end;
    }
    length = 0;
  };
  const walk = (from: number): void => {
    let span = from;
    let code: number = ABSENT_CODE;
    while (span >= 0 && codes[span] === 0) {
      path[length++] = span;
      code = step(span);
      if (code !== ABSENT_CODE) break;
      span = parent[span]!;
    }
    if (span < 0) remember(ABSENT_CODE, -1);
    else if (codes[span] === 0) remember(code, span);
    else remember(codes[span]! - SHIFT, ends[span]!);
  };
  return {
    code: (span) => {
      if (codes[span] === 0) walk(span);
      return codes[span]! - SHIFT;
    },
    end: (span) => {
      if (codes[span] === 0) walk(span);
      return ends[span]!;
    },
  };
}
