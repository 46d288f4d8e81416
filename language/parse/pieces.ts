import { type CstNode, CstUtils } from 'langium';
import type { File } from '../generated/ast';
import { PlainRoot } from './plain/plain-node';
import { Words } from './plain/words';

/** A word or comment of a text. */
export interface Piece extends Pick<CstNode, 'offset' | 'end' | 'text'> {
  /** A comment. */
  readonly hidden: boolean;
}

/** The words and comments of a rule file without syntax errors, in order. */
export function wordsAndComments({ $cstNode: root }: File): readonly Piece[] {
  if (!(root instanceof PlainRoot)) return root ? CstUtils.flattenCst(root).toArray() : [];
  const pieces: Piece[] = [];
  const text = root.fullText;
  const add = (offset: number, end: number, hidden: boolean) =>
    pieces.push({ offset, end, text: text.slice(offset, end), hidden });
  const words = new Words(text, 0, (start, end) => add(start, end, true));
  while (words.more()) add(words.start, words.end, false);
  return pieces;
}
