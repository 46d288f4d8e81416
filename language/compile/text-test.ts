import { RE2JS } from 're2js';
import type { ConditionPlan, ValuePlan } from '../../engine';
import type { Expr } from '../generated/ast';
import { grouped } from '../syntax/grouped';
import { termOf } from '../syntax/term';
import { checkTextTest } from '../types/check-comparison';
import { type Context, report } from './context';
import { templateHoles } from './functions';
import { bareWord } from './older-dialect';
import { compileValue } from './value';

export type TextTest = 'contains' | 'starts_with' | 'ends_with' | 'matches' | 'in';

export const TEXT_TESTS: ReadonlySet<string> = new Set<TextTest>([
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'in',
]);

/** `left contains right` and its like, infix or as methods. */
export function textTest(test: TextTest, left: ValuePlan, expr: Expr, label: string, context: Context): ConditionPlan {
  const node = expr.$container.$type === 'Argument' ? expr.$container.$container : expr.$container;
  if (test !== 'in' && !context.use.failed) checkTextTest(test, left, label, node, context);
  if (test === 'matches') return matches(left, expr, label, context);
  const any = test === 'contains' ? containsAny(left, expr, label, context) : null;
  if (any) return any;
  const right = bareWord(expr, context) ?? compileValue(expr, context);
  switch (test) {
    case 'contains':
      return { op: 'contains', left, right, label };
    case 'starts_with':
      return { op: 'starts-with', left, right, label };
    case 'ends_with':
      return { op: 'ends-with', left, right, label };
    default:
      return { op: 'in', left, right, negated: false, label };
  }
}

/** A longer pattern takes seconds and hundreds of megabytes to compile. */
const MAX_PATTERN = 5_000;

function matches(left: ValuePlan, expr: Expr, label: string, context: Context): ConditionPlan {
  const broken: ConditionPlan = { op: 'constant', value: 'unknown', label };
  const term = termOf(expr);
  if (term.kind === 'call' && term.receiver === null && term.method === 'template') {
    const parts = templateHoles(term, context);
    return parts ? { op: 'matches-template', left, parts, label } : broken;
  }
  const pattern = compileValue(expr, context);
  if (pattern.op !== 'literal' || typeof pattern.value !== 'string') {
    const message = 'matches takes a pattern that is the same for every occurrence: a text, a let or a param.';
    if (!context.use.failed) report(context, expr, 'constant-pattern', message);
    return broken;
  }
  if (pattern.value.length > MAX_PATTERN) {
    const message = `This pattern is longer than ${grouped(MAX_PATTERN)} characters: compare with a list, “x in words”.`;
    report(context, expr, 'bad-pattern', message);
    return broken;
  }
  try {
    RE2JS.compile(pattern.value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `This pattern isn't RE2 syntax: ${why}. Look-around and back references don't exist there.`;
    report(context, expr, 'bad-pattern', message);
    return broken;
  }
  return { op: 'matches', left, pattern: pattern.value, label };
}

/** `x contains any(list, except = v)`; null where the right side is something else. */
function containsAny(left: ValuePlan, expr: Expr, label: string, context: Context): ConditionPlan | null {
  const term = termOf(expr);
  if (term.kind !== 'call' || term.receiver !== null || term.method !== 'any') return null;
  const [list, ...others] = term.args;
  if (!list || list.name !== null || others.length > 1 || others.some((arg) => arg.name !== 'except')) {
    report(context, term.node, 'arguments', 'any(…) takes a list: “x contains any(list, except = y)”.');
    return { op: 'constant', value: 'unknown', label };
  }
  const except = others[0] ? compileValue(others[0].value, context) : null;
  return { op: 'contains-any', left, list: compileValue(list.value, context), except, label };
}
