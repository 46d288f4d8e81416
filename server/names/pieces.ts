import type { AstNode } from 'langium';
import {
  ATTRIBUTE_SCOPES,
  type ast,
  type Declared,
  type FileScope,
  joinSegments,
  lookUpSignal,
  lookUpValue,
  NAVIGATION_SCOPES,
  splitPath,
} from '../../language';
import { expectsSignal, isCallee } from './position';
import { bindingsAround, type Leaf, propertyNode } from './syntax';

/** What one part of a dotted name means. */
export type Meaning =
  | { readonly kind: 'binding'; readonly binding: ast.Each | ast.Argument }
  | { readonly kind: 'declared'; readonly declared: Declared }
  | { readonly kind: 'field'; readonly signal: Declared<ast.Signal>; readonly field: ast.Field }
  /** `span.`, `parent.`, `trace.` … */
  | { readonly kind: 'scope' }
  | { readonly kind: 'intrinsic' }
  /** `has`, `where`, `lower` … */
  | { readonly kind: 'function' }
  /** A name of the traces themselves: an attribute, or a span or event where a signal is expected. */
  | { readonly kind: 'attribute' | 'occurrence' };

/** A part of a dotted name, with UTF-16 offsets in the file. */
export interface Piece {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
}

type Segment = ReturnType<typeof splitPath>[number];

/** The parts of the name that a token spells, each with what it means. */
export function piecesOf(leaf: Leaf, node: AstNode, scope: FileScope): Piece[] {
  const segments = splitPath(leaf.text);
  const build = new PieceBuilder(leaf, segments);
  let end = segments.length;
  if (isCallee(node, leaf)) end--;
  const after = leadingPieces(build, end, node, leaf);
  if (after.next < end) namePieces(build, after.next, end, { ...after, node, leaf, scope });
  if (end < segments.length) build.add(end, end + 1, { kind: 'function' });
  return build.pieces;
}

class PieceBuilder {
  readonly pieces: Piece[] = [];

  constructor(
    private readonly leaf: Leaf,
    readonly segments: readonly Segment[],
  ) {}

  add(from: number, to: number, meaning: Meaning): void {
    const [first, last] = [this.segments[from], this.segments[to - 1]];
    if (!first || !last) return;
    const start = this.leaf.offset + first.start;
    const end = this.leaf.offset + last.start + last.text.length + (last.quoted ? 2 : 0);
    this.pieces.push({ name: this.name(from, to), start, end, meaning });
  }

  name(from: number, to: number): string {
    return joinSegments(this.segments.slice(from, to));
  }
}

interface Lead {
  readonly next: number;
  /** The binding that the rest is read on. */
  readonly binding: ast.Each | ast.Argument | null;
  /** An attribute scope that says that the rest is the attribute itself. */
  readonly raw: boolean;
}

/** A binding and scopes in front of the name. */
function leadingPieces(build: PieceBuilder, end: number, node: AstNode, leaf: Leaf): Lead {
  let next = 0;
  let raw = false;
  const first = build.segments[0];
  const binding =
    first && !first.quoted && !isMemberName(node, leaf) ? bindingsAround(node).get(first.text) : undefined;
  if (binding && end > 0) build.add(next++, next, { kind: 'binding', binding });
  for (; next < end; next++) {
    const segment = build.segments[next]!;
    const isScope =
      ATTRIBUTE_SCOPES.has(segment.text) || NAVIGATION_SCOPES.has(segment.text) || segment.text === 'trace';
    // a scope's word at the end is a name like any other, unless something is called on it
    if (segment.quoted || !isScope || (next === end - 1 && end === build.segments.length)) break;
    raw ||= ATTRIBUTE_SCOPES.has(segment.text);
    build.add(next, next + 1, { kind: 'scope' });
  }
  return { next, binding: binding ?? null, raw };
}

interface NameContext extends Lead {
  readonly node: AstNode;
  readonly leaf: Leaf;
  readonly scope: FileScope;
}

function namePieces(build: PieceBuilder, from: number, end: number, context: NameContext): void {
  const meaning = nameMeaning(build, from, end, context);
  if (meaning.kind === 'occurrence' && signalWithField(build, from, end, context)) return;
  build.add(from, end, meaning);
}

function nameMeaning(build: PieceBuilder, from: number, end: number, context: NameContext): Meaning {
  if (build.segments[from]!.text.includes(':')) return { kind: 'intrinsic' };
  if (context.raw || isMemberName(context.node, context.leaf)) return { kind: 'attribute' };
  const name = build.name(from, end);
  const field = context.binding && fieldOf(context.binding, name, context.scope);
  if (field) return field;
  const wantsSignal = context.binding === null && expectsSignal(context.node);
  const declared = wantsSignal ? (signal(name, context) ?? value(name, context)) : value(name, context);
  if (declared) return { kind: 'declared', declared };
  return { kind: wantsSignal ? 'occurrence' : 'attribute' };
}

/** `database.query.table` in an aggregate: the longest signal in front, then its field or attribute. */
function signalWithField(build: PieceBuilder, from: number, end: number, context: NameContext): boolean {
  for (let to = end - 1; to > from; to--) {
    const declared = lookUpSignal(context.scope, build.name(from, to)).declared;
    if (!declared) continue;
    build.add(from, to, { kind: 'declared', declared });
    const field = declared.node.fields.find(({ name }) => name === build.name(to, end));
    build.add(to, end, field ? { kind: 'field', signal: declared, field } : { kind: 'attribute' });
    return true;
  }
  return false;
}

function signal(name: string, { scope }: NameContext): Declared | null {
  return lookUpSignal(scope, name).declared;
}

function value(name: string, { scope }: NameContext): Declared | null {
  return lookUpValue(scope, name).declared;
}

/** The field of the signal that a binding was bound from. */
function fieldOf(binding: ast.Each | ast.Argument, name: string, scope: FileScope): Meaning | null {
  const source = signalNameOf(binding.$type === 'Each' ? binding.of : binding.value);
  const declared = source === null ? null : lookUpSignal(scope, source).declared;
  const field = declared?.node.fields.find((one) => one.name === name);
  return declared && field ? { kind: 'field', signal: declared, field } : null;
}

/** The signal at the bottom of `S`, `S.where(c)`, `q.has(S)`. */
function signalNameOf(expr: ast.Expr | undefined): string | null {
  switch (expr?.$type) {
    case 'Reference':
      return expr.path ? joinSegments(splitPath(expr.path)) : null;
    case 'Parenthesised':
    case 'Member':
      return signalNameOf(expr.of);
    case 'Call': {
      const callee = signalNameOf(expr.of);
      if (expr.of?.$type !== 'Reference' || callee === null) return callee;
      // `database.query.where(…)` is one path token and a call
      return callee.includes('.') ? callee.slice(0, callee.lastIndexOf('.')) : null;
    }
    default:
      return null;
  }
}

function isMemberName(node: AstNode, leaf: Leaf): boolean {
  return node.$type === 'Member' && propertyNode(node, 'name')?.offset === leaf.offset;
}
