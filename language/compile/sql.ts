import type { ConditionPlan, SqlDetail, SqlPart, SqlQuestion, ValuePlan } from '../../engine';
import { pathName } from '../syntax/path';
import { stringText } from '../syntax/string-literal';
import type { CallArgument, Term } from '../syntax/term';
import { typeOf } from '../types/value-type';
import { besideText } from './beside-text';
import { type Context, report } from './context';
import { contextSet } from './context-set';
import { positional } from './functions';
import { FAILED, truthy } from './names';
import { didYouMean } from './suggest';
import { tablesNamed } from './tables';
import { compileValue } from './value';

type CallTerm = Term & { kind: 'call' };

const PARTS: readonly SqlPart[] = ['is_valid', 'operation', 'tables', 'columns', 'literals', 'limit', 'alters'];
const OF_COLUMNS = ['filters', 'pinned', 'unfiltered'] as const;
const METHODS: readonly string[] = [...OF_COLUMNS, 'setting'];
const DETAILS: readonly SqlDetail[] = ['table', 'alias', 'offset', 'why', 'remedy'];

/** Whether a term is `sql(…)` or a part of it; what comes after the part is no longer. */
export function isSqlPart(term: Term): boolean {
  return isSqlCall(term) || (partOf(term) !== null && isSqlPart(partOf(term)!));
}

function isSqlCall(term: Term): term is CallTerm {
  return term.kind === 'call' && term.receiver === null && term.method === 'sql';
}

/** What a part is taken of. */
function partOf(term: Term): Term | null {
  if (term.kind === 'member') return term.of;
  // text tests and the like are written behind a part too
  const isPart = term.kind === 'call' && term.receiver !== null && !isKnownElsewhere(term.method);
  return isPart ? term.receiver : null;
}

function isKnownElsewhere(method: string): boolean {
  return /^(where|starts_with|ends_with|contains|matches|in)$/.test(method);
}

/** `sql(x).tables`, `sql(x).filters(tenant_id)`, `sql(x).unfiltered(tenant_id).remedy`. */
export function compileSqlPart(term: Term, context: Context): ValuePlan {
  if (isSqlCall(term)) return wholeStatement(term, context);
  const of = partOf(term)!;
  if (isSqlCall(of)) return compilePart(term, of, context);
  if (term.kind === 'member' && of.kind === 'call' && of.method === 'unfiltered') return detailOf(term, of, context);
  report(context, term.node, 'unknown-part', 'A part of a statement has no parts of its own.');
  return FAILED;
}

/** A part that is true or false, as a condition. */
export function sqlCondition(term: Term, label: string, context: Context): ConditionPlan {
  const value = compileSqlPart(term, context);
  const type = typeOf(value);
  if (value.op === 'sql' && type?.kind !== 'boolean')
    report(context, term.node, 'condition-expected', `“${label}” is a value: compare it with something.`);
  return truthy(value, label);
}

function wholeStatement(term: Term, context: Context): ValuePlan {
  const message = `sql(…) is a whole statement: say what of it, such as .tables or .filters(tenant_id). There are ${[...METHODS, ...PARTS].join(', ')}.`;
  report(context, term.node, 'unknown-part', message);
  return FAILED;
}

function compilePart(term: Term, call: CallTerm, context: Context): ValuePlan {
  const question = questionOf(term, call, context);
  const args = positional(call, 1, context);
  if (!question || !args) return FAILED;
  const text = compileValue(args[0]!.value, context);
  const system = besideText(text, (slot, scope) => ({
    op: 'coalesce',
    name: 'db.system.name',
    of: [
      { op: 'attribute', slot, scope, key: 'db.system.name' },
      { op: 'attribute', slot, scope, key: 'db.system' },
    ],
  }));
  const reads = question.part === 'pinned' || question.part === 'limit' || question.part === 'setting';
  const parameters = reads
    ? besideText(text, (slot) => ({ op: 'attributes', slot, prefix: 'db.query.parameter.' }))
    : null;
  return { op: 'sql', text, system, parameters, question };
}

function questionOf(term: Term, call: CallTerm, context: Context): SqlQuestion | null {
  if (term.kind === 'member') {
    const [segment, ...more] = term.segments;
    const name = segment?.text ?? '';
    const part = PARTS.find((known) => known === name);
    if (part && more.length === 0) return { part };
    if (part) report(context, term.node, 'unknown-part', `“${name}” has no parts of its own.`);
    else if (METHODS.includes(name)) report(context, term.node, 'arguments', usageOf(name));
    else unknownPart(name, term, context);
    return null;
  }
  if (term.kind !== 'call') return null;
  const { method, args } = term;
  if (method === 'setting') return settingQuestion(term, context);
  const part = OF_COLUMNS.find((known) => known === method);
  if (part) return tenantQuestion(part, term, call, context);
  if (PARTS.some((known) => known === method) && args.length === 0)
    report(context, term.node, 'arguments', `“${method}” takes no parentheses: sql(…).${method}.`);
  else unknownPart(method, term, context);
  return null;
}

function usageOf(method: string): string {
  return method === 'setting'
    ? 'setting takes a setting’s name: .setting("app.tenant_id").'
    : `${method} takes the tenant’s column: .${method}(tenant_id), or a list of which any will do: .${method}([tenant_id, org_id]).`;
}

function unknownPart(name: string, term: Term, context: Context): void {
  const known = [...METHODS, ...PARTS];
  const message = `A statement has no “${name}”; there are ${known.join(', ')}.${didYouMean(name, known)}`;
  report(context, term.node, 'unknown-part', message);
}

function settingQuestion(term: CallTerm, context: Context): SqlQuestion | null {
  const names = wordsOf(term.args);
  if (names?.length === 1) return { part: 'setting', setting: names[0]! };
  report(context, term.node, 'arguments', usageOf('setting'));
  return null;
}

function tenantQuestion(
  part: (typeof OF_COLUMNS)[number],
  term: CallTerm,
  call: CallTerm,
  context: Context,
): SqlQuestion | null {
  const columns = wordsOf(term.args);
  if (!columns || columns.length === 0) {
    report(context, term.node, 'arguments', usageOf(part));
    return null;
  }
  const secured = tablesNamed('rls_tables', context);
  return {
    part,
    columns,
    tables: tablesNamed('multi_tenant_tables', context),
    secured: secured && { tables: secured, context: contextSet(call, context) },
    detail: 'table',
  };
}

/** Names as they are written: bare words, texts, or one list of them. */
function wordsOf(args: readonly CallArgument[]): readonly string[] | null {
  if (args.length !== 1 || args[0]!.name !== null || args[0]!.alias !== null) return null;
  const { value } = args[0]!;
  const words = value?.$type === 'ListLiteral' ? value.items : [value];
  const found = words.map((word) => {
    if (word?.$type === 'Reference') return pathName(word.path ?? '');
    return word?.$type === 'StringLiteral' ? stringText(word.value) : '';
  });
  return found.includes('') ? null : found;
}

function detailOf(term: Term & { kind: 'member' }, of: CallTerm, context: Context): ValuePlan {
  const value = compileSqlPart(of, context);
  const name = term.segments.map((segment) => segment.text).join('.');
  const detail = DETAILS.find((known) => known === name);
  if (value.op !== 'sql' || !('detail' in value.question)) return value;
  if (detail) return { ...value, question: { ...value.question, detail } };
  const message = `What isn’t filtered has ${DETAILS.join(', ')}, not “${name}”.${didYouMean(name, DETAILS)}`;
  report(context, term.node, 'unknown-part', message);
  return FAILED;
}
