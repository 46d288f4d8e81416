import type { And, Expr, Or } from '../generated/ast';
import { propertyNode } from '../parse/leaves';
import { type Context, rangeOf, report } from './context';

/** `&&` and `||` are read, so that it can be said what is meant. */
export function checkSpelling(expr: And | Or, context: Context): void {
  expr.operators.forEach((operator, index) => {
    if (operator !== '&&' && operator !== '||') return;
    const at = (propertyNode(expr, 'operators', index)?.offset ?? 0) + context.shift;
    const word = operator === '&&' ? 'and' : 'or';
    report(context, expr, 'wrong-operator', `“${operator}” isn't an operator here: write “${word}”.`, [
      { title: `Write ${word}`, edits: [{ start: at, end: at + 2, newText: word }] },
    ]);
  });
}

export function wrongOperator(expr: Expr, found: string, meant: string, context: Context): void {
  const { start } = rangeOf(context, expr);
  report(context, expr, 'wrong-operator', `“${found}” isn't an operator here: write “${meant.trim()}”.`, [
    { title: `Write ${meant.trim()}`, edits: [{ start, end: start + found.length, newText: meant }] },
  ]);
}
