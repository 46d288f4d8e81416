import type { ReturningClause } from 'libpg-query';
import type { Context } from './context';
import type { Facts } from './facts';
import type { Level } from './names';
import { closedRows, type Rows } from './rows';
import { selectRows } from './select-rows';
import { as } from './tree';

/** What RETURNING gives. The statement has run by then: a filter on its result filters nothing of it. */
export function returned(context: Context, clause: ReturningClause | undefined, level: Level, facts: Facts): Rows {
  if (clause === undefined) return closedRows(context.newSource(), [], () => undefined);
  const targets = (clause.exprs ?? []).map((each) => as(each, 'ResTarget')).filter((target) => target !== undefined);
  const fixed = { targetList: clause.exprs ?? [], limitCount: { A_Const: { ival: { ival: 1 } } } };
  return selectRows(context, fixed, targets, level, facts);
}
