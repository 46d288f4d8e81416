import type { AstNode } from 'langium';
import { ast } from '../../language';
import type { Leaf } from './syntax';

/** Functions and methods whose first argument names occurrences. */
export const SEARCHES: ReadonlySet<string> = new Set([
  ...['has', 'count', 'sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99'],
  ...['distinct', 'rate', 'concurrent', 'gap', 'share', 'only', 'sequence'],
]);

/** Whether a call's parenthesis follows the token, so that its last part is a function. */
export function isCallee(node: AstNode, leaf: Leaf): boolean {
  const of = node.$container;
  if (!of || !ast.isCall(of) || of.of !== node) return false;
  return node.$cstNode?.end === leaf.end;
}

/** Whether a bare name at a node is looked for among signals first: language §3, "a name alone". */
export function expectsSignal(node: AstNode): boolean {
  let child = node;
  for (let at = node.$container; at; child = at, at = at.$container) {
    if (ast.isArgument(at)) return expectsSignalAsArgument(at);
    if (ast.isEach(at)) return at.of === child;
    if (ast.isComparison(at) || ast.isArithmetic(at) || ast.isAlternatives(at) || ast.isListLiteral(at)) return false;
    if (ast.isRule(at) || ast.isWhen(at) || ast.isAlways(at) || ast.isNever(at)) return true;
    if (ast.isPer(at) || ast.isField(at)) return false;
  }
  return false;
}

function expectsSignalAsArgument(argument: ast.Argument): boolean {
  const call = argument.$container;
  const name = ast.isCall(call) ? calledName(call) : '';
  return SEARCHES.has(name);
}

/** `where` for `database.query.where(…)`, `has` for `has(…)`. */
function calledName({ of }: ast.Call): string {
  const text = of?.$type === 'Reference' ? of.path : of?.$type === 'Member' ? of.name : '';
  return (text ?? '').split('.').at(-1) ?? '';
}
