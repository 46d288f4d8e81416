import type { ComparisonOperator, ValuePlan } from '../../engine';
import { type Context, labelOf, rangeOf, report } from '../compile/context';
import { closest } from '../compile/suggest';
import { convention } from '../conventions/conventions';
import type { Comparison } from '../generated/ast';
import { type Kind, typeOf, type ValueType } from './value-type';

const WORDS: Record<Kind, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  duration: 'a duration',
  instant: 'an instant',
  enum: 'a word of an enumeration',
};
const CANONICAL_DECIMAL = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/;

/** Reports a comparison that can never be true or false: its sides are of kinds that don't compare (language §2). */
export function checkComparison(
  expr: Comparison,
  operator: ComparisonOperator | 'in',
  left: ValuePlan,
  right: ValuePlan,
  context: Context,
): void {
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  if (leftType && rightType && !comparable(leftType, left, rightType, right))
    mismatch(expr, leftType, rightType, context);
  else if (leftType && operator !== '!=') checkMembers(expr, left, right, context);
}

function comparable(a: ValueType, aValue: ValuePlan, b: ValueType, bValue: ValuePlan): boolean {
  if (a.kind === b.kind || (isText(a) && isText(b))) return true;
  if (a.kind === 'number' && isText(b)) return mayRead(bValue, CANONICAL_DECIMAL, b);
  if (b.kind === 'number' && isText(a)) return mayRead(aValue, CANONICAL_DECIMAL, a);
  if (a.kind === 'boolean' && isText(b)) return mayRead(bValue, /^(true|false)$/, b);
  if (b.kind === 'boolean' && isText(a)) return mayRead(aValue, /^(true|false)$/, a);
  return false;
}

function isText(type: ValueType): boolean {
  return type.kind === 'string' || type.kind === 'enum';
}

/** Texts that the data brings may be decimals; literals are what they are. */
function mayRead(value: ValuePlan, pattern: RegExp, type: ValueType): boolean {
  if (value.op === 'list') return value.items.some((item) => mayRead(item, pattern, type));
  if (value.op === 'literal') return typeof value.value === 'string' && pattern.test(value.value);
  return type.kind !== 'enum';
}

function mismatch(expr: Comparison, left: ValueType, right: ValueType, context: Context): void {
  const kinds = `${describe(left)} never compares with ${describe(right)}`;
  const hint = [left.kind, right.kind].includes('duration') ? ' Write a unit, such as 5ms.' : '';
  const message = `“${labelOf(expr)}” is always unknown: ${kinds}.${hint}`;
  if (left.sure && right.sure) report(context, expr, 'never-comparable', message);
  else context.sink.add(context.scope.file, rangeOf(context, expr), 'warning', 'never-comparable', message);
}

function describe(type: ValueType): string {
  const what = `${type.list ? 'a list whose elements are ' : ''}${WORDS[type.kind]}`;
  return type.attribute ? `${type.attribute} (by the conventions ${what})` : what;
}

/** A word that an attribute's enumeration doesn't have, but that is close to one it has. */
function checkMembers(expr: Comparison, left: ValuePlan, right: ValuePlan, context: Context): void {
  const key = attributeKey(left);
  const values = key ? (convention(key)?.values ?? []) : [];
  if (values.length === 0) return;
  for (const item of right.op === 'list' ? right.items : [right]) {
    if (item.op !== 'literal' || typeof item.value !== 'string' || values.includes(item.value)) continue;
    const meant =
      closest(item.value, values) ??
      values.find((value) => value.includes(String(item.value)) && String(item.value).length > 3);
    if (meant)
      context.sink.add(
        context.scope.file,
        rangeOf(context, expr.right),
        'warning',
        'convention-value',
        `The conventions’ values of ${key} have no “${item.value}”. Did you mean “${meant}”?`,
      );
  }
}

function attributeKey(value: ValuePlan): string | null {
  if (value.op === 'attribute') return value.key;
  return value.op === 'coalesce' && value.of[0] ? attributeKey(value.of[0]) : null;
}
