import type { Context } from './context';
import { equate, type Facts, type NodeId } from './facts';
import type { Joined } from './from';
import { type Level, newLevel, resolve } from './names';
import { assume } from './predicate';
import { rejects } from './rejects';
import { folded, strings } from './tree';

type Direction = 'inner' | 'left' | 'right' | 'full';

/** Adds what the joins of a FROM item say. `rejected` are sources that have a row in every result. */
export function joinFacts(
  context: Context,
  joined: Joined,
  rejected: ReadonlySet<number>,
  level: Level,
  facts: Facts,
): void {
  if (joined.kind === 'leaf') return;
  const { join, left, right } = joined;
  const direction = directionOf(joined, rejected);
  const own = rejects(context, join.quals, joined.level);
  const both = direction === 'inner' ? own.union(rejected) : own;
  const nested = newLevel(level.outer, level.ctes);
  joinFacts(context, left, direction === 'left' ? rejected : direction === 'full' ? new Set() : both, nested, facts);
  joinFacts(context, right, direction === 'right' ? rejected : direction === 'full' ? new Set() : both, nested, facts);
  for (const [column, node] of nested.merged) joined.level.merged.set(column, node);
  const pairs = mergedPairs(context, joined);
  if (direction === 'inner') {
    on(context, joined, pairs, facts);
  } else {
    const scope = context.frame((inner) => on(context, joined, pairs, inner));
    if (direction === 'left') for (const { id } of allSources(right)) scope.owned.add(id);
    if (direction === 'right') for (const { id } of allSources(left)) scope.owned.add(id);
    facts.scopes.push(scope);
  }
  for (const { column, one, other } of pairs) {
    joined.level.merged.set(column, mergedNode(context, direction, one, other, facts));
  }
  for (const [column, node] of joined.level.merged) level.merged.set(column, node);
}

/** An outer join whose missing side is refused elsewhere is none. */
function directionOf(joined: Joined & { kind: 'join' }, rejected: ReadonlySet<number>): Direction {
  const has = (side: Joined) => allSources(side).some(({ id }) => rejected.has(id));
  switch (joined.join.jointype) {
    case 'JOIN_LEFT':
      return has(joined.right) ? 'inner' : 'left';
    case 'JOIN_RIGHT':
      return has(joined.left) ? 'inner' : 'right';
    case 'JOIN_FULL':
      if (has(joined.left)) return has(joined.right) ? 'inner' : 'left';
      return has(joined.right) ? 'right' : 'full';
    default:
      return 'inner';
  }
}

function allSources(joined: Joined): readonly { id: number }[] {
  if (joined.kind === 'leaf') return joined.sources;
  return [...joined.sources, ...allSources(joined.left), ...allSources(joined.right)];
}

interface Pair {
  readonly column: string;
  readonly one: NodeId;
  readonly other: NodeId;
}

function on(context: Context, { join, level }: Joined & { kind: 'join' }, pairs: readonly Pair[], facts: Facts): void {
  for (const { one, other } of pairs) equate(facts, one, other);
  assume(context, join.quals, level, facts);
}

/** The columns of USING; of NATURAL those that both sides have, as far as that is known. */
function mergedPairs(context: Context, { join, left, right, level }: Joined & { kind: 'join' }): Pair[] {
  const columns = strings(join.usingClause).map(folded);
  if (join.isNatural) columns.push(...naturalColumns(context, left, right));
  return columns.flatMap((column) => {
    const one = resolve(context, sideOf(level, left), [column], undefined);
    const other = resolve(context, sideOf(level, right), [column], undefined);
    return one === undefined || other === undefined ? [] : [{ column, one, other }];
  });
}

function sideOf(level: Level, side: Joined): Level {
  const merged = side.kind === 'join' ? side.level.merged : new Map();
  return { ...newLevel(undefined, level.ctes), sources: [...side.sources], merged };
}

function naturalColumns(context: Context, left: Joined, right: Joined): string[] {
  return context.around.question.columns.map(folded).filter((column) => {
    const has = [left, right].map((side) => {
      const each = side.sources.map((source) => source.has(column));
      return each.includes('yes') ? 'yes' : each.includes('maybe') ? 'maybe' : 'no';
    });
    if (has.includes('no')) return false;
    if (has.includes('maybe')) context.doubt(`a NATURAL JOIN may compare ${column} or not`, undefined);
    return !has.includes('maybe') || context.optimistic;
  });
}

/** What an unqualified merged column is: the side that always has a row, or the one that has. */
function mergedNode(context: Context, direction: Direction, one: NodeId, other: NodeId, facts: Facts): NodeId {
  if (direction === 'right') return other;
  if (direction !== 'full') return one;
  const merged = context.node(context.newSource(), 'merged');
  facts.rules.push({ from: [merged], to: one }, { from: [merged], to: other }, { from: [one, other], to: merged });
  return merged;
}
