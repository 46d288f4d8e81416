import { RE2JS } from 're2js';
import type { ComparisonOperator, ConditionPlan, ValuePlan } from '../../engine';
import type { Comparison, Expr, Reference } from '../generated/ast';
import { ENUM_MEMBERS } from '../names/intrinsics';
import { lookUpValue } from '../names/lookup';
import { pathName } from '../syntax/path';
import { type CallArgument, type Term, termName, termOf } from '../syntax/term';
import { checkComparison } from '../types/check-comparison';
import { AGGREGATES, isAggregateChain } from './aggregate';
import { type Context, labelOf, rangeOf, report } from './context';
import { type Beside, bindingOf, compileName, constantNamed, enumOf, truthy } from './names';
import { bareWord, directComparison } from './older-dialect';
import { compileSearch, domainOf, isNarrowing, unchain } from './search';
import { didYouMean } from './suggest';
import { compileValue, NOT_JUDGED_YET, positional, rootFunction } from './value';

/** A condition stands where an error was reported; the rule is left out of the plan. */
const BROKEN: ConditionPlan = { op: 'constant', value: 'unknown', label: '' };

const TEXT_TESTS: ReadonlySet<string> = new Set(['contains', 'starts_with', 'ends_with', 'matches', 'in']);

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
  return head.method === 'has' || head.method === 'exists' || (head.receiver !== null && TEXT_TESTS.has(head.method));
}

function callAsCondition(term: Term, context: Context): ConditionPlan {
  const label = labelOf(term.node);
  const { head, links } = unchain(term);
  if (NOT_JUDGED_YET.has(rootFunction(term) ?? '')) return truthy(compileValue(term.node, context), label);
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
    report(
      context,
      term.node,
      'unknown-function',
      `There is no condition “${head.method}(…)”.${didYouMean(head.method, ['has', 'exists', 'not', ...NOT_JUDGED_YET, ...AGGREGATES])}`,
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
  const left =
    term.receiver.kind === 'name'
      ? compileName(term.receiver.segments, term.receiver.node, context, 'other')
      : compileValue(term.receiver.node, context);
  return textTest(term.method, left, args[0]!, label, context);
}

function textTest(
  method: string,
  left: ValuePlan,
  arg: Pick<CallArgument, 'value'>,
  label: string,
  context: Context,
): ConditionPlan {
  if (method === 'matches') return matches(left, arg.value, label, context);
  const right = compileValue(arg.value, context);
  switch (method) {
    case 'contains':
      return { op: 'contains', left, right, label };
    case 'starts_with':
      return { op: 'starts-with', left, right, label };
    case 'ends_with':
      return { op: 'ends-with', left, right, label };
    default:
      return { op: 'in', left, right, negated: false, label };
  }
}

function matches(left: ValuePlan, expr: Expr, label: string, context: Context): ConditionPlan {
  const pattern = compileValue(expr, context);
  if (pattern.op !== 'literal' || typeof pattern.value !== 'string') {
    if (!context.use.failed)
      report(
        context,
        expr,
        'constant-pattern',
        'matches takes a pattern that is the same for every occurrence: a text, a let or a param.',
      );
    return BROKEN;
  }
  try {
    RE2JS.compile(pattern.value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(
      context,
      expr,
      'bad-pattern',
      `This pattern isn't RE2 syntax: ${why}. Look-around and back references don't exist there.`,
    );
    return BROKEN;
  }
  return { op: 'matches', left, pattern: pattern.value, label };
}

function compileComparison(expr: Comparison, context: Context): ConditionPlan {
  const label = labelOf(expr);
  const operator = spelledOperator(expr, context);
  const nullSide = [expr.left, expr.right].find((side) => side?.$type === 'NullLiteral');
  if (nullSide && (operator === '==' || operator === '!=')) {
    const other = nullSide === expr.left ? expr.right : expr.left;
    return { op: 'is-null', of: compileValue(other, context), negated: operator === '!=', label };
  }
  const direct = directComparison(expr, context);
  if (direct) return direct;
  if (operator === 'matches') return matches(compileValue(expr.left, context), expr.right, label, context);
  const left = compileValue(expr.left, context, besideOf(expr.right, context));
  const right =
    memberOf(left, expr.right, context) ??
    bareWord(expr.right, context) ??
    compileValue(expr.right, context, besideOf(expr.left, context));
  const leftMember = memberOf(right, expr.left, context) ?? left;
  if (operator !== 'contains' && operator !== 'starts_with' && operator !== 'ends_with' && !context.use.failed) {
    checkComparison(
      expr,
      operator === 'not in' ? 'in' : (operator as ComparisonOperator | 'in'),
      leftMember,
      right,
      context,
    );
  }
  switch (operator) {
    case 'in':
    case 'not in':
      return { op: 'in', left: leftMember, right, negated: operator === 'not in', label };
    case 'contains':
      return { op: 'contains', left, right, label };
    case 'starts_with':
      return { op: 'starts-with', left, right, label };
    case 'ends_with':
      return { op: 'ends-with', left, right, label };
    default:
      return { op: 'compare', operator: operator as ComparisonOperator, left: leftMember, right, label };
  }
}

/** Whether an operand is a number or a list of numbers, as written or by its let or param. */
function besideOf(expr: Expr | undefined, context: Context): Beside {
  if (!expr) return 'other';
  if (expr.$type === 'NumberLiteral' || expr.$type === 'Negation' || expr.$type === 'Arithmetic') return 'number';
  if (expr.$type === 'Parenthesised') return besideOf(expr.of, context);
  if (expr.$type === 'ListLiteral')
    return expr.items.length > 0 && expr.items.every((item) => besideOf(item, context) === 'number')
      ? 'number'
      : 'other';
  if (expr.$type === 'Reference') {
    const { declared } = lookUpValue(context.scope, pathName(expr.path ?? ''));
    if (declared?.node.$type === 'Let' || declared?.node.$type === 'Param')
      return besideOf(declared.node.value, { ...context, scope: declared.scope });
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
  report(
    context,
    expr,
    'enum-member',
    `${intrinsic} is one of ${members.join(', ')}.${didYouMean(expr.path, members)}`,
  );
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
  const fixes =
    expr.operator === '!~'
      ? []
      : [
          {
            title: `Write ${meant.operator}`,
            edits: [{ start: at, end: at + expr.operator.length, newText: meant.operator }],
          },
        ];
  report(context, expr, 'wrong-operator', `“${expr.operator}” isn't an operator here. ${meant.why}`, fixes);
  return meant.operator;
}

function checkSpelling(expr: Expr & { $type: 'And' | 'Or' }, context: Context): void {
  expr.operators.forEach((operator, index) => {
    if (operator !== '&&' && operator !== '||') return;
    const from = expr.parts[index]?.$cstNode?.end ?? expr.$cstNode!.offset;
    const at =
      expr.$cstNode!.offset + expr.$cstNode!.text.indexOf(operator, from - expr.$cstNode!.offset) + context.shift;
    const word = operator === '&&' ? 'and' : 'or';
    report(context, expr, 'wrong-operator', `“${operator}” isn't an operator here: write “${word}”.`, [
      { title: `Write ${word}`, edits: [{ start: at, end: at + 2, newText: word }] },
    ]);
  });
}

function wrongOperator(expr: Expr, found: string, meant: string, context: Context): void {
  const { start } = rangeOf(context, expr);
  report(context, expr, 'wrong-operator', `“${found}” isn't an operator here: write “${meant.trim()}”.`, [
    { title: `Write ${meant.trim()}`, edits: [{ start, end: start + found.length, newText: meant }] },
  ]);
}
