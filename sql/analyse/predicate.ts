import type { A_Expr, BoolExpr, Node, SubLink } from 'libpg-query';
import { valueKey } from '../value';
import type { Context } from './context';
import { equate, type Facts } from './facts';
import type { Level } from './names';
import { type Operand, operandOf } from './operand';
import { queriesIn, scalarQuery } from './sublink';
import { as, strings } from './tree';

/** Adds what a condition says of the rows for which it is true. */
export function assume(context: Context, condition: Node | undefined, level: Level, facts: Facts): void {
  if (condition === undefined) return;
  const bool = as(condition, 'BoolExpr');
  const expression = as(condition, 'A_Expr');
  const link = as(condition, 'SubLink');
  const test = as(condition, 'BooleanTest');
  if (bool) combination(context, bool, level, facts);
  else if (expression) comparison(context, expression, level, facts);
  else if (link) membership(context, link, level, facts);
  else if (test?.booltesttype === 'IS_TRUE') assume(context, test.arg, level, facts);
  else {
    if (as(condition, 'CurrentOfExpr')) context.doubt('the row of a cursor', undefined);
    queriesIn(context, condition, level, facts);
  }
}

function combination(context: Context, { boolop, args = [] }: BoolExpr, level: Level, facts: Facts): void {
  if (boolop === 'AND_EXPR') {
    for (const arg of args) assume(context, arg, level, facts);
  } else if (boolop === 'OR_EXPR') {
    const possible = args.filter(
      (arg) => as(arg, 'A_Const')?.boolval === undefined || as(arg, 'A_Const')?.boolval?.boolval,
    );
    facts.choices.push(possible.map((arg) => context.frame((arm) => assume(context, arg, level, arm))));
  } else queriesIn(context, args, level, facts);
}

function comparison(context: Context, expression: A_Expr, level: Level, facts: Facts): void {
  const { kind, name, lexpr, rexpr, location } = expression;
  const equality = strings(name).join('.') === '=';
  const listed = as(rexpr, 'List')?.items ?? as(rexpr, 'A_ArrayExpr')?.elements;
  if (equality && (kind === 'AEXPR_OP' || kind === 'AEXPR_NOT_DISTINCT')) {
    const left = operandOf(context, lexpr, level, facts);
    const right = operandOf(context, rexpr, level, facts);
    equal(context, left, right, location, facts);
  } else if (equality && listed && (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY')) {
    elements(context, lexpr, listed, level, location, facts);
  } else if (equality && kind === 'AEXPR_OP_ANY') {
    const left = operandOf(context, lexpr, level, facts);
    const right = operandOf(context, rexpr, level, facts);
    if (left.kind === 'column' && right.kind === 'value') {
      context.perhaps(facts, left.node, right.value, 'an array may have any number of elements', location);
    }
  } else {
    if (kind === 'AEXPR_LIKE' && strings(name).join('.') === '~~') like(context, expression, level, facts);
    else
      queriesIn(
        context,
        [lexpr, rexpr].filter((side) => side !== undefined),
        level,
        facts,
      );
  }
}

/** Two operands that are equal in every row. */
export function equal(
  context: Context,
  left: Operand,
  right: Operand,
  location: number | undefined,
  facts: Facts,
): void {
  if (left.kind === 'row' && right.kind === 'row' && left.parts.length === right.parts.length) {
    for (const [i, part] of left.parts.entries()) equal(context, part, right.parts[i]!, location, facts);
  } else if (left.kind === 'column') toColumn(context, left, right, location, facts);
  else if (right.kind === 'column') toColumn(context, right, left, location, facts);
}

function toColumn(
  context: Context,
  column: Operand & { kind: 'column' },
  other: Operand,
  location: number | undefined,
  facts: Facts,
): void {
  const doubt = column.doubt ?? ('doubt' in other ? other.doubt : undefined);
  if (other.kind === 'value') {
    const why = doubt ?? coercion(context, other);
    if (why === undefined) facts.pins.push({ node: column.node, value: other.value });
    else context.perhaps(facts, column.node, other.value, why, location);
  } else if (other.kind === 'column') {
    if (doubt !== undefined) context.doubt(doubt, location);
    if (doubt === undefined || context.optimistic) equate(facts, column.node, other.node);
  } else if (other.kind === 'query') {
    const first = other.rows.at(0);
    if (first !== undefined && column.doubt === undefined) facts.rules.push({ from: [first], to: column.node });
    const value = { kind: 'expression', text: `query ${other.rows.id}` } as const;
    context.perhaps(facts, column.node, value, 'the result of a query', location);
  }
}

/** MySQL turns a text column into numbers to compare it with one: every text without digits is 0 then. */
function coercion(context: Context, { value }: Operand & { kind: 'value' }): string | undefined {
  if (context.around.dialect !== 'mysql' || value.kind !== 'literal') return undefined;
  return typeof value.value === 'boolean' || value.text === '0'
    ? 'MySQL takes every text without digits for 0'
    : undefined;
}

/** `IN (…)` and `= ANY (ARRAY[…])`: one value, if all elements are the same one. */
function elements(
  context: Context,
  lexpr: Node | undefined,
  list: readonly Node[],
  level: Level,
  location: number | undefined,
  facts: Facts,
): void {
  const left = operandOf(context, lexpr, level, facts);
  const items = list.map((item) => operandOf(context, item, level, facts));
  const [first] = items;
  if (first === undefined) return;
  const keys = new Set(items.map((item) => (item.kind === 'value' ? valueKey(item.value) : undefined)));
  if (items.length > 1 && (keys.size > 1 || keys.has(undefined))) return;
  const bare = first.kind === 'value' && first.value.kind === 'parameter' && !/^\$\d/.test(first.value.text);
  const doubt = bare ? 'a list of one placeholder may stand for many values' : undefined;
  equal(context, left, first.kind === 'value' && doubt ? { ...first, doubt } : first, location, facts);
}

/** A pattern without wildcards is an equality, more or less. */
function like(context: Context, { lexpr, rexpr, location }: A_Expr, level: Level, facts: Facts): void {
  const pattern = operandOf(context, rexpr, level, facts);
  const left = operandOf(context, lexpr, level, facts);
  if (left.kind !== 'column' || pattern.kind !== 'value' || pattern.value.kind !== 'literal') return;
  if (/[%_\\]/.test(String(pattern.value.value))) return;
  context.perhaps(facts, left.node, pattern.value, 'LIKE without a wildcard', location);
}

/** `a IN (SELECT …)`: every row has its like among the query's. */
function membership(context: Context, link: SubLink, level: Level, facts: Facts): void {
  const operator = strings(link.operName).join('.');
  if (link.subLinkType !== 'ANY_SUBLINK' || (operator !== '' && operator !== '=')) {
    queriesIn(context, link.testexpr, level, facts);
    scalarQuery(context, link, level, facts);
    return;
  }
  const left = operandOf(context, link.testexpr, level, facts);
  const rows = scalarQuery(context, link, level, facts);
  const parts = left.kind === 'row' ? left.parts : [left];
  parts.forEach((part, i) => {
    const node = rows.at(i);
    if (part.kind !== 'column' || part.doubt !== undefined || node === undefined) return;
    equate(facts, part.node, node);
  });
}
