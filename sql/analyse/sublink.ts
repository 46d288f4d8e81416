import type { Node, SubLink } from 'libpg-query';
import type { Context } from './context';
import type { Facts } from './facts';
import type { Level } from './names';
import { buildQuery } from './query';
import type { Rows } from './rows';
import { walk } from './tree';

/** A query that an expression has the value of. */
export function scalarQuery(context: Context, link: SubLink, level: Level, facts: Facts): Rows {
  return context.scoped(facts, (inner) => buildQuery(context, link.subselect, level, level.ctes, inner));
}

/** Reads every query within expressions, whose results say nothing about the rows around them. */
export function queriesIn(
  context: Context,
  expressions: Node | readonly Node[] | undefined,
  level: Level,
  facts: Facts,
): void {
  if (expressions === undefined) return;
  walk([expressions], (kind, content) => {
    if (kind !== 'SubLink') return true;
    const link = content as SubLink;
    queriesIn(context, link.testexpr, level, facts);
    scalarQuery(context, link, level, facts);
    return false;
  });
}
