import type { Context } from './context';
import type { Cte } from './cte';
import type { NodeId } from './facts';

export type Has = 'yes' | 'no' | 'maybe';

/** What a FROM clause offers by one name. */
export interface Source {
  readonly id: number;
  /** Lower case. Undefined where only unqualified columns reach it. */
  readonly alias: string | undefined;
  /** Lower case, where the table's schema was written. */
  readonly schema?: string | undefined;
  /** All columns in their order, lower case, where they are known. */
  readonly names?: readonly string[] | undefined;
  has(column: string): Has;
  node(column: string): NodeId | undefined;
}

/** The names that one query's expressions see; what isn't here may be in the query around it. */
export interface Level {
  readonly sources: Source[];
  /** Columns that a USING clause merged. */
  readonly merged: Map<string, NodeId>;
  readonly outer: Level | undefined;
  readonly ctes: CteNames | undefined;
}

export interface CteNames {
  readonly ctes: ReadonlyMap<string, Cte>;
  readonly outer: CteNames | undefined;
}

export function newLevel(outer: Level | undefined, ctes: CteNames | undefined): Level {
  return { sources: [], merged: new Map(), outer, ctes };
}

/** The node of a column as an expression names it; undefined where that is unknown. */
export function resolve(
  context: Context,
  level: Level | undefined,
  path: readonly string[],
  location: number | undefined,
): NodeId | undefined {
  const column = path.at(-1)!;
  if (path.length === 1) return unqualified(context, level, column, location);
  const [qualifier, schema] = [path.at(-2)!, path.at(-3)];
  for (let at = level; at !== undefined; at = at.outer) {
    const found = at.sources.filter(
      (source) =>
        source.alias === qualifier && (schema === undefined || source.schema === undefined || source.schema === schema),
    );
    if (found.length === 1) return found[0]!.node(column);
    if (found.length > 1) return oneOf(context, found, column, location);
  }
  return undefined;
}

function unqualified(
  context: Context,
  level: Level | undefined,
  column: string,
  location: number | undefined,
): NodeId | undefined {
  for (let at = level; at !== undefined; at = at.outer) {
    const merged = at.merged.get(column);
    if (merged !== undefined) return merged;
    const sure = at.sources.filter((source) => source.has(column) === 'yes');
    const possible = sure.length > 0 ? sure : at.sources.filter((source) => source.has(column) === 'maybe');
    if (possible.length === 1) return possible[0]!.node(column);
    if (possible.length > 1) return oneOf(context, possible, column, location);
  }
  return undefined;
}

/** No database has that column in two of them, or it would refuse; which one has it can't be told. */
function oneOf(
  context: Context,
  sources: readonly Source[],
  column: string,
  location: number | undefined,
): NodeId | undefined {
  context.widest = Math.max(context.widest, sources.length);
  context.doubt(`${column} may belong to any of ${sources.length} tables`, location);
  return context.optimistic ? sources[context.choice % sources.length]!.node(column) : undefined;
}
