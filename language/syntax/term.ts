import type { Argument, Expr } from '../generated/ast';
import { joinSegments, type Segment, splitPath } from './path';

/**
 * An expression with its chains of names, members and calls unfolded. The parser reads `q.has(a).where(c)`
 * and `trace.count(b)` from path tokens and calls; a term says what is called on what.
 */
export type Term =
  /** A dotted name that nothing is called on. */
  | { readonly kind: 'name'; readonly segments: readonly Segment[]; readonly node: Expr }
  /** `receiver.method(args)`, or `method(args)` where `receiver` is null. */
  | {
      readonly kind: 'call';
      readonly receiver: Term | null;
      readonly method: string;
      readonly args: readonly CallArgument[];
      readonly node: Expr;
    }
  /** A field of a computed value: `sql(x).tables`. */
  | { readonly kind: 'member'; readonly of: Term; readonly segments: readonly Segment[]; readonly node: Expr }
  | { readonly kind: 'index'; readonly of: Term; readonly at: Expr | null; readonly node: Expr }
  /** Anything else: an operator or a literal. */
  | { readonly kind: 'other'; readonly node: Expr };

export interface CallArgument {
  /** `window` in `window=1min`. */
  readonly name: string | null;
  readonly value: Expr;
  /** `s` in `S as s`. */
  readonly alias: string | null;
  readonly node: Argument;
}

export function termOf(expr: Expr): Term {
  switch (expr?.$type) {
    case 'Parenthesised':
      return termOf(expr.of);
    case 'Reference':
      return { kind: 'name', segments: splitPath(expr.path ?? ''), node: expr };
    case 'Call':
      return call(termOf(expr.of), expr.args.map(argument), expr);
    case 'Member':
      return { kind: 'member', of: termOf(expr.of), segments: splitPath(expr.name ?? ''), node: expr };
    case 'Index':
      return { kind: 'index', of: termOf(expr.of), at: expr.at ?? null, node: expr };
    default:
      return { kind: 'other', node: expr };
  }
}

function call(callee: Term, args: CallArgument[], node: Expr): Term {
  if (callee.kind === 'name' || callee.kind === 'member') {
    const method = callee.segments.at(-1);
    const before = callee.segments.slice(0, -1);
    if (method && !method.quoted) {
      const receiver =
        before.length > 0 ? { ...callee, segments: before } : callee.kind === 'member' ? callee.of : null;
      return { kind: 'call', receiver, method: method.text, args, node };
    }
  }
  return { kind: 'call', receiver: callee, method: '', args, node };
}

function argument(node: Argument): CallArgument {
  const value = node.value;
  const alias = node.alias ?? null;
  if (value?.$type === 'Comparison' && value.operator === '=' && value.left?.$type === 'Reference') {
    return { name: joinSegments(splitPath(value.left.path ?? '')), value: value.right, alias, node };
  }
  return { name: null, value, alias, node };
}

/** The name that a term spells, or undefined if it is something else. */
export function termName(term: Term): string | undefined {
  return term.kind === 'name' ? joinSegments(term.segments) : undefined;
}
