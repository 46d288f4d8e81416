import type { CommonTableExpr, Node, SelectStmt, WithClause } from 'libpg-query';
import type { Context } from './context';
import { type Facts, type Loop, noFacts } from './facts';
import type { CteNames, Level } from './names';
import { buildQuery } from './query';
import { closedRows, opaqueRows, type Rows, renamed } from './rows';
import { as, folded, strings, walk } from './tree';

/** A query of a WITH clause. Each use reads it anew, so that a filter on one use says nothing about another. */
export interface Cte {
  readonly expression: CommonTableExpr;
  readonly recursive: boolean;
  readonly outer: Level | undefined;
  /** What its own query sees. */
  names: CteNames | undefined;
  uses: number;
  /** The one result of a query that writes, or of the recursive query itself while it is being read. */
  rows: Rows | undefined;
}

/** Adds the names of a WITH clause. Queries that write run once, whether used or not. */
export function withNames(
  context: Context,
  clause: WithClause | undefined,
  outer: Level | undefined,
  ctes: CteNames | undefined,
  facts: Facts,
): CteNames | undefined {
  let names = ctes;
  for (const each of clause?.ctes ?? []) {
    const expression = as(each, 'CommonTableExpr');
    if (expression === undefined) continue;
    const name = folded(expression.ctename ?? '');
    const recursive = (clause?.recursive ?? false) && mentions(expression.ctequery, name);
    const cte: Cte = { expression, recursive, outer, names, uses: 0, rows: undefined };
    if (!as(expression.ctequery, 'SelectStmt')) {
      cte.rows = context.scoped(facts, (inner) => buildQuery(context, expression.ctequery, outer, names, inner));
    }
    names = { ctes: new Map([[name, cte]]), outer: names };
  }
  return names;
}

/** Reads the queries that nothing used: they count all the same. */
export function readUnused(
  context: Context,
  names: CteNames | undefined,
  until: CteNames | undefined,
  facts: Facts,
): void {
  for (let at = names; at !== undefined && at !== until; at = at.outer) {
    for (const cte of at.ctes.values()) {
      if (cte.uses === 0 && cte.rows === undefined) buildCte(context, cte, facts);
    }
  }
}

export function findCte(names: CteNames | undefined, name: string): Cte | undefined {
  for (let at = names; at !== undefined; at = at.outer) {
    const found = at.ctes.get(name);
    if (found) return found;
  }
  return undefined;
}

/** One use of a CTE. */
export function buildCte(context: Context, cte: Cte, facts: Facts): Rows {
  cte.uses++;
  const aliases = strings(cte.expression.aliascolnames);
  if (cte.rows) return renamed(cte.rows, aliases);
  return context.scoped(facts, (inner) => {
    if (cte.recursive) return recursiveRows(context, cte, inner);
    const rows = buildQuery(context, cte.expression.ctequery, cte.outer, cte.names, inner);
    return renamed(rows, aliases);
  });
}

function mentions(tree: Node | undefined, name: string): boolean {
  let found = false;
  walk([tree], (kind, content) => {
    found ||= kind === 'RangeVar' && typeof content.relname === 'string' && folded(content.relname) === name;
    return !found;
  });
  return found;
}

/** A first part, UNION, and a part that reads what there is so far. */
function recursiveRows(context: Context, cte: Cte, facts: Facts): Rows {
  const select = as(cte.expression.ctequery, 'SelectStmt');
  const limited = select?.limitCount !== undefined || select?.limitOffset !== undefined;
  if (select?.op !== 'SETOP_UNION' || limited || select.withClause || !select.larg || !select.rarg) {
    context.unreadable(`the recursive query ${cte.expression.ctename} has no first part`, cte.expression.location);
    return opaqueRows(context);
  }
  const read = (part: SelectStmt, names: CteNames | undefined, inner: Facts) =>
    buildQuery(context, { SelectStmt: part }, cte.outer, names, inner);
  const base = context.scoped(facts, (inner) => read(select.larg!, cte.names, inner));
  const aliases = strings(cte.expression.aliascolnames);
  const loop: Loop = { columns: [], body: noFacts() };
  const id = context.newSource();
  const named = renamed(base, aliases);
  if (named.names === undefined) context.doubt('a recursive query of unnamed columns', cte.expression.location);
  let recursive: Rows | undefined;
  const self = closedRows(id, named.names ?? [], (index) => {
    const node = context.node(id, `#${index}`);
    const first = base.at(index);
    // the recursive part is read below; by the time this is solved it has its columns
    if (first !== undefined) {
      loop.columns.push({
        self: node,
        base: first,
        get recursive() {
          return recursive?.at(index);
        },
      });
    }
    return node;
  });
  const itself: Cte = { ...cte, recursive: false, rows: self, expression: { ...cte.expression, aliascolnames: [] } };
  const names: CteNames = { ctes: new Map([[folded(cte.expression.ctename ?? ''), itself]]), outer: cte.names };
  const body = context.frame((inner) => {
    recursive = read(select.rarg!, names, inner);
  });
  facts.loops.push(Object.assign(loop, { body }));
  for (let index = 0; index < (named.names?.length ?? 0); index++) self.at(index);
  for (const column of loop.columns) void column.recursive;
  return self;
}
