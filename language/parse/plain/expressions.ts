import type {
  Alternatives,
  And,
  Argument,
  Arithmetic,
  BooleanLiteral,
  Call,
  Comparison,
  Expr,
  Index,
  ListLiteral,
  Member,
  Negation,
  Not,
  NullLiteral,
  Or,
  Parenthesised,
  Reference,
} from '../../generated/ast';
import type { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

const COMPARISONS: ReadonlySet<string> = new Set([
  ...['==', '!=', '<=', '>=', '<', '>', '='],
  ...['in', 'not in', 'matches', 'contains', 'starts_with', 'ends_with'],
]);
const SUMS: ReadonlySet<string> = new Set(['+', '-']);
const PRODUCTS: ReadonlySet<string> = new Set(['*', '/', '%']);
const MEMBER_NAMES: ReadonlySet<string> = new Set([
  ...['PATH', 'where', 'contains', 'matches', 'starts_with', 'ends_with', 'in'],
]);
const LITERALS = {
  STRING: 'StringLiteral',
  DURATION: 'DurationLiteral',
  SIZE: 'SizeLiteral',
  DATE: 'DateLiteral',
  NUMBER: 'NumberLiteral',
} as const;

/** `Expr` of the grammar. */
export function expression(builder: TreeBuilder): Expr {
  const { start } = builder;
  const first = conjunction(builder);
  if (builder.kind !== 'or') return first;
  const parts = [first];
  const operators: Or['operators'] = [];
  while (builder.skip('or')) {
    operators.push('or');
    parts.push(conjunction(builder));
  }
  return builder.node<Or>('Or', start, { parts, operators });
}

function conjunction(builder: TreeBuilder): Expr {
  const { start } = builder;
  const first = negation(builder);
  if (builder.kind !== 'and') return first;
  const parts = [first];
  const operators: And['operators'] = [];
  while (builder.skip('and')) {
    operators.push('and');
    parts.push(negation(builder));
  }
  return builder.node<And>('And', start, { parts, operators });
}

function negation(builder: TreeBuilder): Expr {
  const { start } = builder;
  if (!builder.skip('not')) return comparison(builder);
  return builder.node<Not>('Not', start, { operator: 'not', of: negation(builder) });
}

function comparison(builder: TreeBuilder): Expr {
  const { start } = builder;
  const left = alternatives(builder);
  if (!COMPARISONS.has(builder.kind)) return left;
  const operator = builder.takeAny() as Comparison['operator'];
  return builder.node<Comparison>('Comparison', start, { left, operator, right: alternatives(builder) });
}

function alternatives(builder: TreeBuilder): Expr {
  const { start } = builder;
  const first = sum(builder);
  if (builder.kind !== '??') return first;
  const parts = [first];
  while (builder.skip('??')) parts.push(sum(builder));
  return builder.node<Alternatives>('Alternatives', start, { parts });
}

function sum(builder: TreeBuilder): Expr {
  return arithmetic(builder, SUMS, product);
}

function product(builder: TreeBuilder): Expr {
  return arithmetic(builder, PRODUCTS, unary);
}

function arithmetic(
  builder: TreeBuilder,
  operators: ReadonlySet<string>,
  operand: (builder: TreeBuilder) => Expr,
): Expr {
  const { start } = builder;
  let left = operand(builder);
  while (operators.has(builder.kind)) {
    const operator = builder.takeAny() as Arithmetic['operator'];
    left = builder.node<Arithmetic>('Arithmetic', start, { left, operator, right: operand(builder) });
  }
  return left;
}

function unary(builder: TreeBuilder): Expr {
  const { start } = builder;
  if (!builder.skip('-')) return postfix(builder);
  return builder.node<Negation>('Negation', start, { of: unary(builder) });
}

/** A name or value with the members, calls and indices behind it. */
export function postfix(builder: TreeBuilder): Expr {
  const { start } = builder;
  let of = primary(builder);
  for (;;) {
    if (builder.skip('.')) {
      if (!MEMBER_NAMES.has(builder.kind)) throw NOT_PLAIN;
      of = builder.node<Member>('Member', start, { of, name: builder.takeAny() });
    } else if (builder.skip('(')) {
      of = builder.node<Call>('Call', start, { of, args: items(builder, ')', argument) });
    } else if (builder.skip('[')) {
      of = indexed(builder, of, start);
    } else {
      return of;
    }
  }
}

function indexed(builder: TreeBuilder, of: Expr, start: number): Expr {
  const all = builder.skip('*');
  const at = all ? undefined : expression(builder);
  builder.take(']');
  return builder.node<Index>('Index', start, { of, all, at });
}

function argument(builder: TreeBuilder): Argument {
  const { start } = builder;
  const value = expression(builder);
  const alias = builder.skip('as') ? builder.take('PATH') : undefined;
  return builder.node<Argument>('Argument', start, { value, alias });
}

function primary(builder: TreeBuilder): Expr {
  const { kind, start } = builder;
  switch (kind) {
    case 'PATH':
      return builder.node<Reference>('Reference', start, { path: builder.take(kind) });
    case 'STRING':
    case 'DURATION':
    case 'SIZE':
    case 'DATE':
    case 'NUMBER':
      return builder.node<Expr & { value: string }>(LITERALS[kind], start, { value: builder.take(kind) });
    case 'true':
    case 'false':
      return builder.node<BooleanLiteral>('BooleanLiteral', start, { value: builder.take(kind) as 'true' | 'false' });
    case 'null':
      return builder.node<NullLiteral>('NullLiteral', start, { value: builder.take(kind) as 'null' });
    case '[':
      builder.take('[');
      return builder.node<ListLiteral>('ListLiteral', start, { items: items(builder, ']', expression) });
    case '(':
      return parenthesised(builder);
    default:
      throw NOT_PLAIN;
  }
}

function parenthesised(builder: TreeBuilder): Expr {
  const { start } = builder;
  builder.take('(');
  const of = expression(builder);
  builder.take(')');
  return builder.node<Parenthesised>('Parenthesised', start, { of });
}

/** What stands before a closing bracket: a comma may stand behind the last, or alone. */
function items<T>(builder: TreeBuilder, close: string, item: (builder: TreeBuilder) => T): T[] {
  if (builder.skip(',')) {
    builder.take(close);
    return [];
  }
  return builder.listUntil(close, () => item(builder));
}
