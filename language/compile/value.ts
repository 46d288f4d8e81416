import type { ArithmeticOperator, ValuePlan } from '../../engine';
import type { Expr } from '../generated/ast';
import { durationNanoseconds, instantNanoseconds, numberValue, sizeBytes } from '../syntax/literals';
import { joinSegments, splitPath } from '../syntax/path';
import { decodeString, isClosed, stringText, templateParts } from '../syntax/string-literal';
import { type Term, termOf } from '../syntax/term';
import { AGGREGATES, compileAggregate, isAggregateChain } from './aggregate';
import { compileCondition, isConditionCall } from './condition';
import { type Context, report, warn } from './context';
import { compileFunction, FUNCTIONS } from './functions';
import { type Beside, bindingOf, compileName, constantNamed, FAILED } from './names';
import { dataNamed, elementOf, membersOf, selectFrom } from './records';
import { compileSqlPart, isSqlPart } from './sql';
import { didYouMean } from './suggest';

export function compileValue(expr: Expr, context: Context, beside: Beside = 'other'): ValuePlan {
  switch (expr?.$type) {
    case 'StringLiteral':
      return text(expr.value, expr, context);
    case 'NumberLiteral':
      return { op: 'literal', value: numberValue(expr.value) };
    case 'SizeLiteral':
      return { op: 'literal', value: sizeBytes(expr.value) ?? 0 };
    case 'BooleanLiteral':
      return { op: 'literal', value: expr.value === 'true' };
    case 'NullLiteral':
      return { op: 'literal', value: null };
    case 'DurationLiteral':
      return { op: 'duration', nanoseconds: durationNanoseconds(expr.value) ?? 0n };
    case 'DateLiteral':
      return date(expr.value, expr, context);
    case 'ListLiteral':
      return { op: 'list', items: expr.items.map((item) => compileValue(item, context, beside)) };
    case 'Alternatives':
      return { op: 'coalesce', of: expr.parts.map((part) => compileValue(part, context, beside)) };
    case 'Arithmetic':
      return {
        op: 'arithmetic',
        operator: expr.operator as ArithmeticOperator,
        left: compileValue(expr.left, context, 'number'),
        right: compileValue(expr.right, context, 'number'),
      };
    case 'Negation':
      return negation(expr.of, context);
    case 'Parenthesised':
      return compileValue(expr.of, context, beside);
    case 'Reference':
    case 'Call':
    case 'Member':
    case 'Index':
      return compileTerm(termOf(expr), context, beside);
    case 'And':
    case 'Or':
    case 'Not':
    case 'Comparison':
      return { op: 'condition', condition: compileCondition(expr, context) };
    default:
      report(context, expr, 'missing-value', 'A value is missing here.');
      return FAILED;
  }
}

function text(token: string, node: Expr, context: Context): ValuePlan {
  if (!isClosed(token)) report(context, node, 'unclosed-text', 'This text has no closing quote on its line.');
  if (token.includes('{') && context.bindings.size > 0) warnOfHoles(token, node, context);
  return { op: 'literal', value: stringText(token) };
}

/** `"tenant:{q.tenant_id}"` beside an operator is that very text: only messages have holes. */
function warnOfHoles(token: string, node: Expr, context: Context): void {
  const hole = templateParts(decodeString(token)).find(
    (part) => 'hole' in part && bindingOf(splitPath(part.hole.trim()), context),
  );
  if (!hole || !('hole' in hole)) return;
  const message = `“{${hole.hole}}” is not filled here: only messages have holes. Write template("…{name}…", name = ${hole.hole.trim()}).`;
  warn(context, node, 'hole-in-text', message);
}

function date(token: string, node: Expr, context: Context): ValuePlan {
  const nanoseconds = instantNanoseconds(token);
  if (nanoseconds === undefined) report(context, node, 'no-such-date', `There is no date ${token}.`);
  return { op: 'instant', nanoseconds: nanoseconds ?? 0n };
}

function negation(of: Expr, context: Context): ValuePlan {
  const value = compileValue(of, context, 'number');
  if (value.op === 'literal' && (typeof value.value === 'number' || typeof value.value === 'bigint'))
    return { op: 'literal', value: -value.value };
  return { op: 'negate', of: value };
}

/** The value of an unfolded expression. */
export function compileTerm(term: Term, context: Context, beside: Beside): ValuePlan {
  if (isSqlPart(term)) return compileSqlPart(term, context);
  switch (term.kind) {
    case 'name':
      return compileName(term.segments, term.node, context, beside);
    case 'call':
      return compileCall(term, context);
    case 'member':
      return membersOf(compileTerm(term.of, context, 'other'), term.segments, term.node, context);
    case 'index':
      return elementOf(term, compileTerm(term.of, context, 'other'), context);
    default:
      return compileValue(term.node, context, beside);
  }
}

function compileCall(term: Term & { kind: 'call' }, context: Context): ValuePlan {
  const records = recordsOf(term, context);
  if (records) return records;
  if (isAggregateChain(term)) return compileAggregate(term, context);
  if (isConditionCall(term, context)) return { op: 'condition', condition: compileCondition(term.node, context) };
  const value = term.receiver === null ? compileFunction(term, context) : null;
  if (value) return value;
  const name = term.method || 'this';
  const known = [...FUNCTIONS, ...AGGREGATES, 'has'];
  report(
    context,
    term.node,
    'unknown-function',
    `There is no function “${name}” that gives a value here.${didYouMean(name, known)}`,
  );
  return FAILED;
}

/** `list.where(name == x)` on loaded data or a computed list; null where `.where` narrows a signal. */
function recordsOf(term: Term & { kind: 'call' }, context: Context): ValuePlan | null {
  if (term.method !== 'where' || !term.receiver) return null;
  const { receiver: of } = term;
  if (of.kind === 'name') {
    const data = constantNamed(joinSegments(of.segments), of.node, context) ?? dataNamed(of.segments, of.node, context);
    return data && selectFrom(data, term, context);
  }
  const root = rootFunction(of);
  const isMade = of.kind === 'call' && (of.receiver === null || recordsOf(of, context) !== null);
  const isData = of.kind === 'member' || of.kind === 'index' || isMade;
  return isData && (root === null || !isSearchFunction(root))
    ? selectFrom(compileTerm(of, context, 'other'), term, context)
    : null;
}

function isSearchFunction(name: string): boolean {
  return name === 'has' || AGGREGATES.includes(name);
}

/** The function at the start of a chain: `json` in `json(x).name`. */
function rootFunction(term: Term): string | null {
  if (term.kind === 'member' || term.kind === 'index') return rootFunction(term.of);
  if (term.kind !== 'call') return null;
  return term.receiver === null ? term.method : rootFunction(term.receiver);
}
