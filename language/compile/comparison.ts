import type { ComparisonOperator, ConditionPlan, ValuePlan } from '../../engine';
import type { TextEdit } from '../diagnostic';
import type { Comparison, Expr } from '../generated/ast';
import { ENUM_MEMBERS } from '../names/intrinsics';
import { lookUpValue } from '../names/lookup';
import { pathName } from '../syntax/path';
import { checkComparison } from '../types/check-comparison';
import { type Context, labelOf, rangeOf, report } from './context';
import { type Beside, constantNamed, enumOf } from './names';
import { bareWord, directComparison } from './older-dialect';
import { closest, didYouMean } from './suggest';
import { TEXT_TESTS, type TextTest, textTest } from './text-test';
import { compileValue } from './value';

export function compileComparison(expr: Comparison, context: Context): ConditionPlan {
  const label = labelOf(expr);
  const operator = spelledOperator(expr, context);
  const nullSide = [expr.left, expr.right].find((side) => side?.$type === 'NullLiteral');
  if (nullSide && (operator === '==' || operator === '!=')) {
    const other = nullSide === expr.left ? expr.right : expr.left;
    return { op: 'is-null', of: compileValue(other, context), negated: operator === '!=', label };
  }
  const direct = directComparison(expr, context);
  if (direct) return direct;
  if (TEXT_TESTS.has(operator) && operator !== 'in') {
    return textTest(operator as TextTest, compileValue(expr.left, context), expr.right, label, context);
  }
  const left = compileValue(expr.left, context, besideOf(expr.right, context));
  const right =
    memberOf(left, expr.right, context) ??
    bareWord(expr.right, context) ??
    compileValue(expr.right, context, besideOf(expr.left, context));
  const leftMember = memberOf(right, expr.left, context) ?? left;
  const plain = operator === 'not in' ? 'in' : (operator as ComparisonOperator | 'in');
  if (!context.use.failed) checkComparison(expr, plain, leftMember, right, context);
  if (plain === 'in') return { op: 'in', left: leftMember, right, negated: operator === 'not in', label };
  return { op: 'compare', operator: plain, left: leftMember, right, label };
}

/** Lets of lists of lets may be much longer than they look. */
const MAX_LOOKS = 1_000;

/** Whether an operand is a number or a list of numbers, as written or by its let or param. */
function besideOf(expr: Expr | undefined, context: Context, looks = { left: MAX_LOOKS }): Beside {
  if (!expr || looks.left-- <= 0) return 'other';
  if (expr.$type === 'NumberLiteral' || expr.$type === 'Negation' || expr.$type === 'Arithmetic') return 'number';
  if (expr.$type === 'Parenthesised') return besideOf(expr.of, context, looks);
  if (expr.$type === 'ListLiteral')
    return expr.items.length > 0 && expr.items.every((item) => besideOf(item, context, looks) === 'number')
      ? 'number'
      : 'other';
  if (expr.$type === 'Reference') {
    const { declared } = lookUpValue(context.scope, pathName(expr.path ?? ''));
    if (declared?.node.$type !== 'Let' && declared?.node.$type !== 'Param') return 'other';
    // one that reaches itself is reported where it is compiled
    if (context.declaring.includes(declared.node)) return 'other';
    const declaring = [...context.declaring, declared.node];
    return besideOf(declared.node.value, { ...context, scope: declared.scope, declaring }, looks);
  }
  return 'other';
}

/** Beside an enum intrinsic a bare word is a member of it, and so are the words of a list. */
function memberOf(value: ValuePlan, expr: Expr | undefined, context: Context): ValuePlan | null {
  const intrinsic = enumOf(value);
  if (!intrinsic || !expr) return null;
  if (expr.$type === 'Parenthesised') return memberOf(value, expr.of, context);
  if (expr.$type === 'ListLiteral')
    return {
      op: 'list',
      items: expr.items.map((item) => memberOf(value, item, context) ?? compileValue(item, context)),
    };
  if (expr.$type !== 'Reference' || !/^[A-Za-z_]\w*$/.test(expr.path ?? '')) return null;
  const members = ENUM_MEMBERS.get(intrinsic)!;
  if (members.includes(expr.path)) return { op: 'literal', value: expr.path };
  const constant = constantNamed(expr.path, expr, context);
  if (constant) return constant;
  const meant = closest(expr.path, members);
  const { start, end } = rangeOf(context, expr);
  const fixes = meant ? [{ title: `Write ${meant}`, edits: [{ start, end, newText: meant }] }] : [];
  const message = `${intrinsic} is one of ${members.join(', ')}.${didYouMean(expr.path, members)}`;
  report(context, expr, 'enum-member', message, fixes);
  return { op: 'literal', value: null };
}

const MEANT: Record<string, { operator: Comparison['operator']; why: string }> = {
  '=': { operator: '==', why: 'To compare, write “==”.' },
  '=~': { operator: 'matches', why: 'To test a pattern, write “matches”.' },
  '!~': { operator: 'matches', why: 'To test that a pattern doesn’t match, write “not (x matches …)”.' },
};

function spelledOperator(expr: Comparison, context: Context): Comparison['operator'] {
  const meant = MEANT[expr.operator];
  if (!meant) return expr.operator;
  const cst = expr.$cstNode!;
  const leftEnd = (expr.left?.$cstNode?.end ?? cst.offset) - cst.offset;
  const at = cst.offset + cst.text.indexOf(expr.operator, leftEnd) + context.shift;
  const edits: TextEdit[] = [{ start: at, end: at + expr.operator.length, newText: meant.operator }];
  if (expr.operator === '!~') {
    const [start, end] = [cst.offset + context.shift, cst.end + context.shift];
    edits.unshift({ start, end: start, newText: 'not (' });
    edits.push({ start: end, end, newText: ')' });
  }
  const title = expr.operator === '!~' ? 'Write not (… matches …)' : `Write ${meant.operator}`;
  const fixes = [{ title, edits }];
  report(context, expr, 'wrong-operator', `“${expr.operator}” isn't an operator here. ${meant.why}`, fixes);
  return meant.operator;
}
