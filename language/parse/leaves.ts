import { type AstNode, AstUtils, type CstNode, CstUtils, GrammarUtils, type LeafCstNode } from 'langium';
import type { RuleFile } from '../rule-file';
import { PlainRoot } from './plain/plain-node';
import { Words } from './plain/words';

/** A word of a rule file. */
export interface Leaf {
  readonly offset: number;
  readonly end: number;
  readonly text: string;
  /** A keyword's own spelling, or the grammar's name of a terminal. */
  readonly tokenType: { readonly name: string };
  /** The innermost node that it is a word of. */
  readonly astNode: AstNode;
}

/** Where something is written. */
export type Written = Pick<CstNode, 'offset' | 'end' | 'text'>;

/** The words of a file in order, blanks and comments left out. */
export function leavesOf(file: RuleFile): readonly Leaf[] {
  const root = file.ast.$cstNode;
  if (!root) return [];
  if (root instanceof PlainRoot) return plainLeaves(root);
  const leaves = CstUtils.flattenCst(root).filter((leaf: LeafCstNode) => !leaf.hidden);
  return [...(file.beginning ? plainLeaves(file.beginning) : []), ...leaves];
}

/** The word that touches an offset; of two neighbours the one that begins there. */
export function leafAt(file: RuleFile, offset: number): Leaf | undefined {
  const root = file.ast.$cstNode;
  if (root instanceof PlainRoot) return plainLeafAt(root, offset);
  const leaf = file.beginning && plainLeafAt(file.beginning, offset);
  return leaf ?? (root && CstUtils.findDeclarationNodeAtOffset(root, offset));
}

function plainLeafAt(root: PlainRoot, offset: number): Leaf | undefined {
  const isInName = /[\w\p{L}]/u.test(root.fullText.charAt(offset));
  const at = isInName || offset === 0 ? offset : offset - 1;
  const leaves = plainLeaves(root);
  const leaf = leaves[firstFrom(leaves, at + 1) - 1];
  return leaf && at < leaf.end ? leaf : undefined;
}

/** Where a property of a node is written, of a list the value at `index`. */
export function propertyNode(node: AstNode | undefined, property: string, index = 0): Written | undefined {
  const written = propertyNodes(node, property);
  return written[Math.min(index, written.length - 1)];
}

/** Where each value of a property is written. */
export function propertyNodes(node: AstNode | undefined, property: string): readonly Written[] {
  const place = node?.$cstNode;
  if (!node || !place) return [];
  if (!(place.root instanceof PlainRoot)) return GrammarUtils.findNodesForProperty(place, property);
  const own = ownWords(node, place, place.root.fullText);
  if (node.$type === 'Member' && property === 'name') return own.slice(-1);
  const values = [(node as unknown as Record<string, unknown>)[property]].flat();
  const mayBeKeyword = /^(operators?|kind|value)$/.test(property);
  const written: Word[] = [];
  for (const word of own) {
    if ((mayBeKeyword || !word.isKeyword) && word.text === values[written.length]) written.push(word);
  }
  return written;
}

interface Word extends Written {
  readonly isKeyword: boolean;
}

/** The words of a node that are in none of the nodes inside it. */
function ownWords(node: AstNode, place: CstNode, text: string): Word[] {
  const inside = AstUtils.streamContents(node).toArray();
  const found: Word[] = [];
  const words = new Words(text, place.offset);
  while (words.end < place.end && words.more()) {
    const { start: offset, end, kind, written } = words;
    const isInside = inside.some(({ $cstNode }) => $cstNode!.offset <= offset && offset < $cstNode!.end);
    if (!isInside) found.push({ offset, end, text: written, isKeyword: !/^[A-Z]/.test(kind) });
  }
  return found;
}

const LEAVES = new WeakMap<PlainRoot, readonly Leaf[]>();

function plainLeaves(root: PlainRoot): readonly Leaf[] {
  const known = LEAVES.get(root);
  if (known) return known;
  const leaves: { -readonly [K in keyof Leaf]: Leaf[K] }[] = [];
  const words = new Words(root.fullText, root.offset);
  while (words.end < root.end && words.more()) {
    const { start, end, written, kind } = words;
    leaves.push({ offset: start, end, text: written, tokenType: { name: kind }, astNode: root.astNode });
  }
  // inner nodes come after those around them
  for (const node of AstUtils.streamAllContents(root.astNode)) {
    const { offset, end } = node.$cstNode!;
    for (let at = firstFrom(leaves, offset); at < leaves.length && leaves[at]!.offset < end; at++)
      leaves[at]!.astNode = node;
  }
  LEAVES.set(root, leaves);
  return leaves;
}

/** The place of the first leaf that begins at an offset or behind it. */
function firstFrom(leaves: readonly Leaf[], offset: number): number {
  let [low, high] = [0, leaves.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaves[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
