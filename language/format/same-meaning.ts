import type { AstNode } from 'langium';
import type { Reading } from '../compile/reading';
import { isMember, isReference, isRule, type Member, type Rule } from '../generated/ast';

/** Rules with a plain body, and the clauses that it is read as. */
export type Readings = ReadonlyMap<Rule, Reading>;

/** Whether two trees are equal but for where things stand, and for plain bodies of `a` that stand as clauses in `b`. */
export function sameMeaning(a: AstNode, b: AstNode, readings: Readings = new Map()): boolean {
  return plainTree(a, readings) === plainTree(b, new Map());
}

/** A tree without positions, with the spacing inside `not in` and around the dots of a path taken out. */
function plainTree(root: AstNode, readings: Readings): string {
  return JSON.stringify(root, (key, value: unknown) => {
    if (key.startsWith('$') && key !== '$type') return undefined;
    if (key === 'operator' && typeof value === 'string') return value.replace(/\s+/g, ' ');
    if (isRule(value)) return ruleTree(value, readings.get(value));
    return isMember(value) ? joined(value) : value;
  });
}

/** A rule's parts in one order; a plain body with a reading in the clauses that say the same. */
function ruleTree({ name, title, metadata, plain, clauses }: Rule, reading: Reading | undefined): object {
  if (!reading) return { name, title, metadata, plain, clauses };
  const [when] = reading.when;
  const obligations = reading.obligations.map(({ conditions: [first, ...others] }) => ({
    $type: 'Always',
    condition:
      others.length === 0 ? first : { $type: 'And', parts: [first, ...others], operators: others.map(() => 'and') },
  }));
  const trigger = when ? [{ $type: 'When', condition: when }] : [];
  return { name, title, metadata, clauses: [...trigger, ...obligations] };
}

/** `a.b` reads the same as `a .b`: one token, or three. */
function joined(member: Member): object {
  const of = isMember(member.of) ? joined(member.of) : member.of;
  if (isReference(of)) return { $type: 'Reference', path: `${of.path}.${member.name}` };
  if (isMember(of)) return { $type: 'Member', of: of.of, name: `${of.name}.${member.name}` };
  return { $type: 'Member', of, name: member.name };
}
