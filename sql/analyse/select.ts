import type { Node, SelectStmt } from 'libpg-query';
import type { Context } from './context';
import { readUnused, withNames } from './cte';
import { type Facts, noFacts } from './facts';
import { readFrom } from './from';
import { joinFacts } from './join';
import { type CteNames, type Level, newLevel } from './names';
import { shapeOf, targetsOf } from './outputs';
import { assume } from './predicate';
import { rejects } from './rejects';
import type { Rows } from './rows';
import { groupKeys, selectRows } from './select-rows';
import { setOperation } from './set-operation';
import { queriesIn } from './sublink';
import { valuesRows } from './values';

/** Reads a SELECT, a VALUES or a set operation. */
export function buildSelect(
  context: Context,
  select: SelectStmt,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): Rows {
  const names = withNames(context, select.withClause, outer, ctes, facts);
  const rows = body(context, select, outer, names, facts);
  readUnused(context, names, ctes, facts);
  return rows;
}

function body(
  context: Context,
  select: SelectStmt,
  outer: Level | undefined,
  names: CteNames | undefined,
  facts: Facts,
): Rows {
  if (select.op && select.op !== 'SETOP_NONE') return setOperation(context, select, outer, names, facts);
  const level = newLevel(outer, names);
  if (select.valuesLists) return valuesRows(context, select.valuesLists, level, facts);
  fromWhere(context, select.fromClause ?? [], select.whereClause, level, facts);
  const { targets, top } = targetsOf(select);
  const rest: (Node | undefined)[] = [select.limitCount, select.limitOffset, top];
  const lists = [select.groupClause, select.windowClause, select.sortClause, select.distinctClause];
  queriesIn(
    context,
    [...rest, ...lists.flat()].filter((node) => node !== undefined),
    level,
    facts,
  );
  having(context, select, level, facts);
  return selectRows(context, select, targets, level, facts);
}

/** FROM and WHERE, of whatever statement. */
export function fromWhere(
  context: Context,
  from: readonly Node[],
  where: Node | undefined,
  level: Level,
  facts: Facts,
): void {
  const joined = from.map((node) => readFrom(context, node, level, facts));
  const rejected = rejects(context, where, level);
  for (const each of joined) joinFacts(context, each, rejected, level, facts);
  assume(context, where, level, facts);
}

/** HAVING is about groups: of their rows it only tells what they are grouped by. */
function having(context: Context, select: SelectStmt, level: Level, facts: Facts): void {
  if (select.havingClause === undefined) return;
  const keys = groupKeys(context, select, level, facts);
  const sets = shapeOf(select).groupingSets;
  const local = new Set(level.sources.map(({ id }) => id));
  const scope = context.frame((inner) => assume(context, select.havingClause, level, inner));
  const known = (node: number) => !local.has(context.sourceOf(node)) || (!sets && keys.has(node));
  const kept = only(scope, known);
  if (kept.pins.length < scope.pins.length || kept.rules.length < scope.rules.length || scope.choices.length > 0) {
    context.doubt('HAVING compares what the rows are not grouped by', undefined);
  }
  const counted = context.optimistic ? scope : kept;
  for (const { id } of level.sources) counted.owned.add(id);
  facts.scopes.push(counted);
}

/** Facts without those about other nodes. */
function only(facts: Facts, known: (node: number) => boolean): Facts {
  return {
    ...noFacts(facts.owned),
    pins: facts.pins.filter(({ node }) => known(node)),
    rules: facts.rules.filter(({ from, to }) => known(to) && from.every(known)),
    choices: facts.choices.map((arms) => arms.map((arm) => only(arm, known))),
    scopes: facts.scopes,
    loops: facts.loops,
  };
}
