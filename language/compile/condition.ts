import type { ConditionPlan } from '../../engine';
import type { Expr, Reference } from '../generated/ast';
import { type Term, termName, termOf } from '../syntax/term';
import { AGGREGATES, isAggregateChain } from './aggregate';
import { compileComparison } from './comparison';
import { type Context, labelOf, report } from './context';
import { compileFunction, compileTest, FUNCTIONS, positional } from './functions';
import { bindingOf, compileName, constantNamed, truthy } from './names';
import { compileSearch, domainOf, isNarrowing, unchain } from './search';
import { checkSpelling, wrongOperator } from './spelling';
import { isSqlPart, sqlCondition } from './sql';
import { didYouMean } from './suggest';
import { TEXT_TESTS, type TextTest, textTest } from './text-test';
import { compileTerm, compileValue } from './value';

/** A condition stands where an error was reported; the rule is left out of the plan. */
const BROKEN: ConditionPlan = { op: 'constant', value: 'unknown', label: '' };

const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set(['exists', 'looks_like', 'sequence']);

export function compileCondition(expr: Expr, context: Context): ConditionPlan {
  const label = labelOf(expr);
  switch (expr?.$type) {
    case 'Parenthesised':
      return compileCondition(expr.of, context);
    case 'And':
    case 'Or':
      checkSpelling(expr, context);
      return {
        op: expr.$type === 'And' ? 'and' : 'or',
        of: expr.parts.map((part) => compileCondition(part, context)),
        label,
      };
    case 'Not':
      if (expr.operator === '!') wrongOperator(expr, '!', 'not ', context);
      return { op: 'not', of: compileCondition(expr.of, context), label };
    case 'Comparison':
      return compileComparison(expr, context);
    case 'BooleanLiteral':
      return { op: 'constant', value: expr.value === 'true', label };
    case 'Reference':
      return nameAsCondition(expr, context);
    case 'Call':
    case 'Member':
    case 'Index':
      return callAsCondition(termOf(expr), context);
    case undefined:
      report(context, expr, 'missing-condition', 'A condition is missing here.');
      return BROKEN;
    default:
      report(
        context,
        expr,
        'condition-expected',
        `A condition is expected here; “${label}” is a value. Compare it with something.`,
      );
      return BROKEN;
  }
}

function nameAsCondition(expr: Reference, context: Context): ConditionPlan {
  const label = labelOf(expr);
  const term = termOf(expr) as Term & { kind: 'name' };
  const name = termName(term)!;
  if (context.nameAsCondition === 'signal' && !bindingOf(term.segments, context)) {
    const constant = constantNamed(name, expr, context);
    if (constant) return truthy(constant, label);
    const compiled = compileSearch(term, null, [], { within: null }, context);
    return compiled ? { op: 'has', search: compiled.search, label } : BROKEN;
  }
  return truthy(compileName(term.segments, expr, context, 'other'), label);
}

/** Whether a call gives true or false rather than another value. */
export function isConditionCall(term: Term, context: Context): boolean {
  const { head, links } = unchain(term);
  if (head.kind !== 'call') return links.length > 0 && context.nameAsCondition === 'signal';
  return (
    head.method === 'has' ||
    CONDITION_FUNCTIONS.has(head.method) ||
    (head.receiver !== null && TEXT_TESTS.has(head.method))
  );
}

function callAsCondition(term: Term, context: Context): ConditionPlan {
  const label = labelOf(term.node);
  const { head, links } = unchain(term);
  if (isSqlPart(term)) return sqlCondition(term, label, context);
  if (head.kind === 'call' && head.method === 'has') return hasCondition(head, links, label, context);
  if (head.kind === 'name' && links.length > 0) {
    const compiled = compileSearch(term, null, [], { within: null }, context);
    return compiled ? { op: 'has', search: compiled.search, label } : BROKEN;
  }
  if (head.kind === 'call' && links.length === 0) {
    if (head.method === 'exists' && head.receiver === null) {
      const args = positional(head, 1, context);
      return args ? { op: 'exists', of: compileValue(args[0]!.value, context), label } : BROKEN;
    }
    if (head.receiver && TEXT_TESTS.has(head.method)) return methodTest(head, label, context);
  }
  if (isAggregateChain(term)) {
    report(context, term.node, 'condition-expected', `“${label}” is a number: compare it with something.`);
    return BROKEN;
  }
  if (head.kind === 'call' && head.receiver === null) {
    const test = links.length === 0 ? compileTest(head, label, context) : null;
    if (test) return test;
    const value = links.length === 0 ? compileFunction(head, context) : null;
    if (value) return truthy(value, label);
    report(
      context,
      term.node,
      'unknown-function',
      `There is no condition “${head.method}(…)”.${didYouMean(head.method, ['has', 'not', ...FUNCTIONS, ...AGGREGATES])}`,
    );
    return BROKEN;
  }
  if (head.kind === 'call' && head.receiver !== null && !isNarrowing(head.method)) {
    const known = ['has', 'where', ...TEXT_TESTS, ...AGGREGATES];
    report(context, term.node, 'unknown-method', `There is no “.${head.method}(…)”.${didYouMean(head.method, known)}`);
    return BROKEN;
  }
  return truthy(compileValue(term.node, context), label);
}

function hasCondition(
  head: Term & { kind: 'call' },
  links: readonly (Term & { kind: 'call' })[],
  label: string,
  context: Context,
): ConditionPlan {
  const domain = domainOf(head.receiver, context);
  if (!domain) {
    report(
      context,
      head.node,
      'receiver',
      'has(…) searches “trace” or a binding (each SIGNAL as q … q.has(…)), not this.',
    );
    return BROKEN;
  }
  const arg = head.args[0];
  if (!arg || head.args.length > 1 || arg.name !== null) {
    report(context, head.node, 'arguments', 'has(…) takes one signal: has(database.query).');
    return BROKEN;
  }
  const compiled = compileSearch(termOf(arg.value), arg.alias, links, domain, context);
  return compiled ? { op: 'has', search: compiled.search, label } : BROKEN;
}

/** `key.starts_with(tenant_id)`: the string tests as methods. */
function methodTest(term: Term & { kind: 'call' }, label: string, context: Context): ConditionPlan {
  const args = positional(term, 1, context);
  if (!args || !term.receiver) return BROKEN;
  return textTest(
    term.method as TextTest,
    compileTerm(term.receiver, context, 'other'),
    args[0]!.value,
    label,
    context,
  );
}
