import type { Expr, File } from '../../generated/ast';
import { type Entry, fileOf, takeEntries } from './declarations';
import { expression } from './expressions';
import { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

/** What was read of a file. */
export interface PlainFile {
  /** Its tree, or that of its beginning. */
  readonly file: File;
  readonly isWhole: boolean;
}

/**
 * Reads a rule file that has nothing wrong in it, to the tree that the grammar's own parser makes. It has no opinion, only haste:
 * building the other one takes longer than all the rest of a small check. Of any other file it reads the declarations that the other
 * parser needn't see again to say what is wrong: all that are complete before what isn't plain but the last, which may belong to it.
 * The text is within bounds (`beyondBounds`).
 */
export function parsePlainFile(text: string): PlainFile {
  const entries: Entry[] = [];
  const builder = new TreeBuilder(text);
  const isWhole = plainly(() => {
    builder.begin();
    takeEntries(builder, entries);
    return true;
  });
  if (!isWhole) entries.pop();
  return { file: fileOf(builder, entries), isWhole: isWhole ?? false };
}

/** The same of an expression alone; null where it isn't plain. */
export function parsePlainExpression(text: string): Expr | null {
  return plainly(() => {
    const builder = new TreeBuilder(text);
    builder.begin();
    const node = expression(builder);
    return builder.kind === 'END' ? node : null;
  });
}

function plainly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}
