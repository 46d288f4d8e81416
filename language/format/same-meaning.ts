import type { AstNode } from 'langium';
import { isMember, isReference, type Member } from '../generated/ast';

/** Whether two trees are equal but for where things stand. */
export function sameMeaning(a: AstNode, b: AstNode): boolean {
  return plainTree(a) === plainTree(b);
}

/** A tree without positions, with the spacing inside `not in` and around the dots of a path taken out. */
function plainTree(root: AstNode): string {
  return JSON.stringify(root, (key, value: unknown) => {
    if (key.startsWith('$') && key !== '$type') return undefined;
    if (key === 'operator' && typeof value === 'string') return value.replace(/\s+/g, ' ');
    return isMember(value) ? joined(value) : value;
  });
}

/** `a.b` reads the same as `a .b`: one token, or three. */
function joined(member: Member): object {
  const of = isMember(member.of) ? joined(member.of) : member.of;
  if (isReference(of)) return { $type: 'Reference', path: `${of.path}.${member.name}` };
  if (isMember(of)) return { $type: 'Member', of: of.of, name: `${of.name}.${member.name}` };
  return { $type: 'Member', of, name: member.name };
}
