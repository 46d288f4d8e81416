import type { SqlQuestion, SqlTenantQuestion } from '../../plan/value';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { makeFilters } from './filters';
import { makePart } from './part';
import { makePinned } from './pinned';
import { makeSetting } from './setting';
import { makeUnfiltered } from './unfiltered';

/** The plan of `sql` for one kind of question. */
export type SqlPlan<Question extends SqlQuestion = SqlQuestion> = ValueOperator<'sql'> & {
  readonly question: Question;
};
export type TenantPlan = SqlPlan<SqlTenantQuestion>;

/** One case for each part of a SQL text. */
export function makeSql(plan: ValueOperator<'sql'>, scope: Scope): Evaluator {
  const { question } = plan;
  switch (question.part) {
    case 'setting':
      return makeSetting({ ...plan, question }, scope);
    case 'filters':
      return makeFilters({ ...plan, question } as TenantPlan, scope);
    case 'pinned':
      return makePinned({ ...plan, question } as TenantPlan, scope);
    case 'unfiltered':
      return makeUnfiltered({ ...plan, question } as TenantPlan, scope);
    default:
      return makePart({ ...plan, question }, scope);
  }
}
