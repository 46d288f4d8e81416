import type { Expr, File } from '../../generated/ast';
import { file } from './declarations';
import { expression } from './expressions';
import { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

/**
 * Reads a rule file that has nothing wrong in it, to the tree that the grammar's own parser makes; null for any other, of
 * which that parser then says what is wrong. It has no opinion, only haste: building the other one takes longer than all the
 * rest of a small check. The text is within bounds (`beyondBounds`).
 */
export function parsePlainFile(text: string): File | null {
  return plainly(text, file);
}

/** The same of an expression alone. */
export function parsePlainExpression(text: string): Expr | null {
  return plainly(text, expression);
}

function plainly<T>(text: string, read: (builder: TreeBuilder) => T): T | null {
  try {
    const builder = new TreeBuilder(text);
    const node = read(builder);
    return builder.kind === 'END' ? node : null;
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}
