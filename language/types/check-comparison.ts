import type { AstNode } from 'langium';
import type { ComparisonOperator, ValuePlan } from '../../engine';
import { type Context, labelOf, rangeOf, report, warn } from '../compile/context';
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
  const leftSide = { value: left, type: typeOf(left, context.observed) };
  const rightSide = { value: right, type: typeOf(right, context.observed) };
  if (isTyped(leftSide) && isTyped(rightSide) && !comparable(leftSide, rightSide))
    mismatch(expr, leftSide, rightSide, context);
  else if (leftSide.type && operator !== '!=') checkMembers(expr, leftSide.type, left, right, context);
}

interface Side {
  readonly value: ValuePlan;
  readonly type: ValueType | null;
}

type TypedSide = Side & { readonly type: ValueType };

function isTyped(side: Side): side is TypedSide {
  return side.type !== null;
}

function comparable(a: TypedSide, b: TypedSide): boolean {
  if (a.type.kind === b.type.kind || (isText(a.type) && isText(b.type))) return true;
  const [other, text] = isText(a.type) ? [b, a] : [a, b];
  if (!isText(text.type)) return false;
  if (other.type.kind === 'number') return mayRead(text.value, CANONICAL_DECIMAL, text.type);
  return other.type.kind === 'boolean' && mayRead(text.value, /^(true|false)$/, text.type);
}

function isText(type: ValueType): boolean {
  return type.kind === 'string' || type.kind === 'enum';
}

/** Texts that the data brings may be decimals, unless all that there are are known; literals are what they are. */
function mayRead(value: ValuePlan, pattern: RegExp, type: ValueType): boolean {
  if (value.op === 'list') return value.items.some((item) => mayRead(item, pattern, type));
  if (value.op === 'literal') return typeof value.value === 'string' && pattern.test(value.value);
  return type.kind !== 'enum' && (type.words === null || type.words.some((word) => pattern.test(word)));
}

function mismatch(expr: Comparison, left: TypedSide, right: TypedSide, context: Context): void {
  const byTraces = [left, right].some(({ type }) => isByTraces(type));
  const kinds = `${describe(left.type)} never compares with ${describe(right.type)}`;
  const always = byTraces ? 'unknown in the traces read so far' : 'always unknown';
  const message = `“${labelOf(expr)}” is ${always}: ${kinds}.${durationHint(left, right)}`;
  if (left.type.sure && right.type.sure) report(context, expr, 'never-comparable', message);
  else warn(context, expr, 'never-comparable', message);
}

/** Reports a test of a text whose left side is never one: a number isn't taken for the text that it is written as. */
export function checkTextTest(operator: string, left: ValuePlan, label: string, node: AstNode, context: Context): void {
  const type = typeOf(left, context.observed);
  if (!type || isText(type) || (type.list && operator === 'contains')) return;
  const always = type.attribute?.knownBy === 'traces' ? 'unknown in the traces read so far' : 'always unknown';
  const message = `“${label}” is ${always}: ${describe(type)} is no text. Write string(…) to take it as one.`;
  if (type.sure) report(context, node, 'never-comparable', message);
  else warn(context, node, 'never-comparable', message);
}

function durationHint(left: TypedSide, right: TypedSide): string {
  const sides = [left, right];
  if (!sides.some(({ type }) => type.kind === 'duration')) return '';
  const name = sides.find(({ type }) => type.kind === 'number')?.type.attribute?.name;
  return name ? ` Write duration(${name}, "ms"), or the unit that it counts.` : ' Write a unit, such as 5ms.';
}

/** Whether traces alone say so: data that comes later may be of another kind, or have other words. */
function isByTraces({ attribute, kind, words }: ValueType): boolean {
  return attribute?.knownBy === 'traces' || (attribute !== null && kind === 'string' && words !== null);
}

function describe(type: ValueType): string {
  const what = `${type.list ? 'a list whose elements are ' : ''}${WORDS[type.kind]}`;
  if (!type.attribute) return what;
  const { name, knownBy } = type.attribute;
  if (knownBy === 'conventions') return `${name} (by the conventions ${what})`;
  const words = type.kind === 'string' && type.words ? ` such as ${quotedSome(type.words)}` : '';
  return `${name} (there ${what}${words})`;
}

const MAX_SHOWN_WORDS = 3;
const MAX_WORD = 40;

function quotedSome(words: readonly string[]): string {
  const shown = words.slice(0, MAX_SHOWN_WORDS).map((word) => `“${word.slice(0, MAX_WORD)}”`);
  return shown.join(', ');
}

/** A word that an enumeration doesn't have, but that is close to one it has. */
function checkMembers(expr: Comparison, type: ValueType, left: ValuePlan, right: ValuePlan, context: Context): void {
  const key = attributeKey(left);
  const values = key ? (convention(key)?.values ?? []) : [];
  for (const item of right.op === 'list' ? right.items : [right]) {
    if (item.op !== 'literal' || typeof item.value !== 'string') continue;
    if (values.length > 0) checkConvention(expr, key!, item.value, values, context);
    else if (type.words) checkWords(expr, type, item.value, type.words, context);
  }
}

function checkConvention(
  expr: Comparison,
  key: string,
  word: string,
  values: readonly string[],
  context: Context,
): void {
  if (values.includes(word)) return;
  const meant = closest(word, values) ?? values.find((value) => value.includes(word) && word.length > 3);
  if (!meant) return;
  const message = `The conventions’ values of ${key} have no “${word}”. Did you mean “${meant}”?`;
  warn(context, expr.right, 'convention-value', message);
}

/** Other traces may have the word: this is only said. */
function checkWords(
  expr: Comparison,
  { attribute }: ValueType,
  word: string,
  words: readonly string[],
  context: Context,
): void {
  const meant = words.includes(word) ? undefined : closest(word, words);
  if (!meant || !attribute) return;
  const message = `No trace that was read has “${word}” in ${attribute.name}. Did you mean “${meant.slice(0, MAX_WORD)}”?`;
  context.sink.add(context.scope.file, rangeOf(context, expr.right), 'information', 'unseen-value', message);
}

function attributeKey(value: ValuePlan): string | null {
  if (value.op === 'attribute') return value.key;
  return value.op === 'coalesce' && value.of[0] ? attributeKey(value.of[0]) : null;
}
