import type { SqlTenantQuestion } from '../../plan/value';
import type { Missing, Operand } from '../../report';
import type { SqlDoubt, SqlTenantAnswer, SqlTextValue, UnfilteredTable } from '../../sql';
import type { Scope } from '../scope';
import type { TenantPlan } from '../sql/make';
import { makeRecorded } from '../sql/recorded';
import { makeGiven } from '../sql/setting';
import { makeTenancy } from '../sql/tenancy';
import { perText } from '../sql/texts';
import type { ValueOperator } from '../value/evaluator';
import { Nothing } from '../value/nothing';
import { attributeValueOf } from './text';

type SqlPlan = ValueOperator<'sql'>;

/** `sql(query).filters(tenant_id)`. */
export function sqlName({ question }: SqlPlan, text: string): string {
  const part = 'columns' in question ? `${question.part}(${question.columns.join(', ')})` : question.part;
  return `sql(${text}).${'setting' in question ? `setting("${question.setting}")` : part}`;
}

/** What decided the answer: tables that aren't pinned and what would pin them, values, or what can't be read. */
export function operandsOfSql(plan: SqlPlan, text: string, scope: Scope): readonly Operand[] {
  if (isOfTenant(plan)) return ofTenancy(plan, scope);
  const problems = scope.other(makeProblems, plan)();
  if (problems instanceof Nothing) return [];
  if (problems.length > 0) return problems.map(doubtOperand);
  return [{ name: sqlName(plan, text), value: attributeValueOf(scope.value(plan).value()), from: 'the statement' }];
}

function makeProblems(plan: SqlPlan, scope: Scope): () => readonly SqlDoubt[] | Nothing {
  return perText(plan, scope, 'problems', ({ problems }) => problems);
}

function isOfTenant(plan: SqlPlan): plan is TenantPlan {
  return 'columns' in plan.question;
}

function ofTenancy(plan: TenantPlan, scope: Scope): readonly Operand[] {
  const answer = scope.other(makeTenancy, plan)();
  if (answer instanceof Nothing) return [];
  const { filters, unfiltered, doubts } = answer;
  if (filters === false) return unfiltered.flatMap((table) => openTable(table));
  if (filters === true) return pinnedValues(plan, answer, scope);
  return [...doubts.map(doubtOperand), ...unfiltered.flatMap((table) => openTable(table))];
}

/** One table, why it isn't pinned, and what would pin it. */
function openTable({ table, alias, offset, why, remedy }: UnfilteredTable): readonly Operand[] {
  const name = alias === undefined ? table : `${table} ${alias}`;
  return [
    { name, value: why, from: placeOf(offset) },
    { name: `to pin ${name}`, value: remedy, from: 'advice' },
  ];
}

function doubtOperand({ what, offset }: SqlDoubt): Operand {
  return { name: 'not decided', value: what, from: placeOf(offset) };
}

function placeOf(offset: number): string {
  return `character ${offset + 1} of the statement`;
}

function pinnedValues(plan: TenantPlan, { pinned }: SqlTenantAnswer, scope: Scope): readonly Operand[] {
  const recorded = scope.other(makeRecorded, plan);
  const name = columnName(plan.question);
  return pinned.map((each) => {
    const value = recorded.of(each);
    if (value instanceof Nothing) return { name, value: null, from: `${each.text}, which is not recorded` };
    const from = each.kind === 'parameter' ? `db.query.parameter.${each.key}` : 'the statement';
    return { name, value: attributeValueOf(value), from };
  });
}

function columnName({ columns }: SqlTenantQuestion): string {
  return columns.join(' or ');
}

/** The values that a statement is pinned to, or gives a setting, and that nothing recorded. */
export function missingOfPinned(plan: SqlPlan, scope: Scope): readonly Missing[] {
  const recorded = scope.other(makeRecorded, plan);
  const open = valuesIn(plan, scope).filter((each) => recorded.of(each) instanceof Nothing);
  return open.map((each) =>
    each.kind === 'parameter'
      ? { name: `db.query.parameter.${each.key}`, reason: 'absent' }
      : { name: each.text, reason: 'not computable' },
  );
}

function valuesIn(plan: SqlPlan, scope: Scope): readonly SqlTextValue[] {
  const { question } = plan;
  if (question.part === 'setting') {
    const given = makeGiven({ ...plan, question }, scope)();
    return given instanceof Nothing || given.set === undefined ? [] : [given.set];
  }
  const answer = isOfTenant(plan) ? scope.other(makeTenancy, plan)() : null;
  return answer === null || answer instanceof Nothing ? [] : answer.pinned;
}
