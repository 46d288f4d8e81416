import type { SqlValue } from '../value';

/** A column of one table occurrence, derived table or row. */
export type NodeId = number;

/**
 * What holds for every row that counts in one part of a statement. A pin of a node says: its value is that one,
 * or NULL. Scopes and the arms of choices know what holds around them; of what they find, only pins on the
 * sources they own get out.
 */
export interface Facts {
  readonly pins: { readonly node: NodeId; readonly value: SqlValue }[];
  /** Where all of `from` are pinned to the same value, `to` is, as in a UNION. */
  readonly rules: { readonly from: readonly NodeId[]; readonly to: NodeId }[];
  /** One arm of each holds, as in OR: what all arms pin to the same value is pinned. */
  readonly choices: (readonly Facts[])[];
  readonly scopes: Facts[];
  readonly loops: Loop[];
  readonly owned: Set<number>;
}

/** A recursive query: what its first part pins is assumed of its own rows and then verified in the recursive part. */
export interface Loop {
  readonly columns: { readonly self: NodeId; readonly base: NodeId; readonly recursive: NodeId | undefined }[];
  readonly body: Facts;
}

export function noFacts(owned: Iterable<number> = []): Facts {
  return { pins: [], rules: [], choices: [], scopes: [], loops: [], owned: new Set(owned) };
}

/** Two nodes are equal in every row. */
export function equate(facts: Facts, one: NodeId, other: NodeId): void {
  if (one === other) return;
  facts.rules.push({ from: [one], to: other }, { from: [other], to: one });
}
