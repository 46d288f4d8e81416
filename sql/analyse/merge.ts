import type { MergeStmt, MergeWhenClause } from 'libpg-query';
import type { Context } from './context';
import { readUnused, withNames } from './cte';
import type { Facts } from './facts';
import { readFrom } from './from';
import { joinFacts } from './join';
import { type CteNames, type Level, newLevel } from './names';
import { operandOf } from './operand';
import { assume } from './predicate';
import { returned } from './returning';
import type { Rows } from './rows';
import { requireTable } from './table';
import { as, folded } from './tree';
import { assignments, write } from './write';

/** MERGE: each WHEN is a statement of its own about the rows that it gets. */
export function buildMerge(
  context: Context,
  merge: MergeStmt,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const names = withNames(context, merge.withClause, outer, ctes, facts);
  const whens = (merge.mergeWhenClauses ?? []).map((each) => as(each, 'MergeWhenClause'));
  const acting = whens.filter((each) => each !== undefined).filter(({ commandType }) => commandType !== 'CMD_NOTHING');
  for (const when of acting) context.scoped(facts, (inner) => arm(context, merge, when, outer, names, inner));
  const level = newLevel(outer, names);
  const rows = returned(context, merge.returningClause, level, facts);
  readUnused(context, names, ctes, facts);
  return rows;
}

function arm(
  context: Context,
  merge: MergeStmt,
  when: MergeWhenClause,
  outer: Level | undefined,
  names: CteNames | undefined,
  facts: Facts,
): void {
  const level = newLevel(outer, names);
  const relation = merge.relation ?? {};
  if (when.matchKind !== 'MERGE_WHEN_NOT_MATCHED_BY_TARGET')
    level.sources.push(requireTable(context, relation, 'written', facts));
  if (when.matchKind !== 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE' && merge.sourceRelation) {
    joinFacts(context, readFrom(context, merge.sourceRelation, level, facts), new Set(), level, facts);
  }
  if (when.matchKind === 'MERGE_WHEN_MATCHED') assume(context, merge.joinCondition, level, facts);
  assume(context, when.condition, level, facts);
  if (when.commandType === 'CMD_INSERT') insertion(context, merge, when, level, facts);
  else assignments(context, when.targetList ?? [], relation, level, facts);
}

function insertion(context: Context, merge: MergeStmt, when: MergeWhenClause, level: Level, facts: Facts): void {
  const source = requireTable(context, merge.relation ?? {}, 'inserted', facts);
  const columns = (when.targetList ?? []).map((each) => folded(as(each, 'ResTarget')?.name ?? ''));
  const operands = (when.values ?? []).map((each) => operandOf(context, each, level, facts));
  for (const column of context.around.question.columns.map(folded)) {
    const operand = operands[columns.indexOf(column)];
    if (columns.length === 0) write(context, source, column, { kind: 'other' }, undefined, facts);
    else if (operand) write(context, source, column, operand, undefined, facts);
  }
}
