/** What traces have under attribute names, as far as they were looked at. */
export type Observed = ReadonlyMap<string, ObservedAttribute>;

export type ObservedKind = 'string' | 'number' | 'boolean';

export interface ObservedAttribute {
  /** In one order. Empty where there are values of other kinds as well: lists, records, bytes. */
  readonly kinds: readonly ObservedKind[];
  /** Every text that is there, in any order; null where there are more than were kept. */
  readonly words: readonly string[] | null;
}

export const NOTHING_OBSERVED: Observed = new Map();

/** Whether two observations say the same about every name. */
export function isSameObserved(a: Observed, b: Observed): boolean {
  if (a === b) return true;
  return a.size === b.size && [...a].every(([name, seen]) => isSame(seen, b.get(name)));
}

function isSame(a: ObservedAttribute, b: ObservedAttribute | undefined): boolean {
  return b !== undefined && hasSame(a.kinds, b.kinds) && hasSame(a.words, b.words);
}

function hasSame(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.length !== b.length) return false;
  const known = new Set(a);
  return b.every((each) => known.has(each));
}
