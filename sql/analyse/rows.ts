import type { Context } from './context';
import type { NodeId } from './facts';
import type { Has, Source } from './names';
import { folded } from './tree';

/** The result of a query, as what uses it sees it. */
export interface Rows {
  readonly id: number;
  /** Names by position, lower case; undefined where a `*` hides the positions. */
  readonly names: readonly string[] | undefined;
  has(column: string): Has;
  node(column: string): NodeId | undefined;
  /** By position, from 0. */
  at(index: number): NodeId | undefined;
}

/** No columns that are known, and none that is asked for. */
export function opaqueRows(context: Context): Rows {
  return { id: context.newSource(), names: undefined, has: () => 'maybe', node: () => undefined, at: () => undefined };
}

/** Columns by name and position, made by `make` when they are asked for. */
export function closedRows(id: number, names: readonly string[], make: (index: number) => NodeId | undefined): Rows {
  const made = new Map<number, NodeId | undefined>();
  const at = (index: number) => {
    if (index < 0 || index >= names.length) return undefined;
    if (!made.has(index)) made.set(index, make(index));
    return made.get(index);
  };
  return {
    id,
    names,
    has: (column) => (names.includes(column) ? 'yes' : 'no'),
    node: (column) => (names.indexOf(column) === names.lastIndexOf(column) ? at(names.indexOf(column)) : undefined),
    at,
  };
}

/** Rows under the column names of an alias, `AS x (a, b)`: the first ones are renamed. */
export function renamed(rows: Rows, aliases: readonly string[]): Rows {
  if (aliases.length === 0) return rows;
  const first = aliases.map(folded);
  if (rows.names === undefined) {
    // what the renamed columns were called can't be known, nor which names are left
    return {
      ...rows,
      has: (column) => (first.includes(column) ? 'yes' : 'maybe'),
      node: (column) => (first.includes(column) ? rows.at(first.indexOf(column)) : undefined),
    };
  }
  return closedRows(rows.id, [...first, ...rows.names.slice(first.length)], (index) => rows.at(index));
}

export function sourceOf(rows: Rows, alias: string | undefined): Source {
  return { id: rows.id, alias: alias && folded(alias), names: rows.names, has: rows.has, node: rows.node };
}
