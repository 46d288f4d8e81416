import type { AstNode } from 'langium';
import { PlainNode, PlainRoot } from './plain-node';
import { NOT_PLAIN, type WordKind, Words } from './words';

/** What a node holds beside what every node has. */
type Parts<T extends AstNode> = { [K in keyof T as K extends `$${string}` ? never : K]?: T[K] | undefined };

/** The words of a plain text and the tree that is made of them. Whatever isn't as the grammar says throws NOT_PLAIN. */
export class TreeBuilder {
  readonly words: Words;
  readonly root: PlainRoot;

  constructor(text: string) {
    this.words = new Words(text);
    this.root = new PlainRoot(text);
  }

  /** Takes the text's first word into view. */
  begin(): void {
    this.words.next();
  }

  get kind(): WordKind {
    return this.words.kind;
  }

  /** Where the next word stands. */
  get start(): number {
    return this.words.start;
  }

  /** Takes a word of that kind, and gives it as it is written. */
  take(kind: WordKind): string {
    const { words } = this;
    if (words.kind !== kind) throw NOT_PLAIN;
    const { written } = words;
    words.next();
    return written;
  }

  /** Takes the word that stands here, whatever it is. */
  takeAny(): string {
    return this.take(this.words.kind);
  }

  /** Takes a word of that kind, if there is one. */
  skip(kind: WordKind): boolean {
    if (this.words.kind !== kind) return false;
    this.words.next();
    return true;
  }

  /** What stands between commas; there is at least one. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.skip(',')) items.push(item());
    return items;
  }

  /** What stands between commas before a closing bracket, which is taken too; a comma may stand before it. */
  listUntil<T>(close: WordKind, item: () => T): T[] {
    const items: T[] = [];
    while (this.kind !== close) {
      items.push(item());
      if (!this.skip(',')) break;
    }
    this.take(close);
    return items;
  }

  /** A node that begins at `start` and ends with the last word taken. Parts that are undefined are left out. */
  node<T extends AstNode>(type: T['$type'], start: number, parts: Parts<T>): T {
    const node = { $type: type } as unknown as T;
    const values = node as unknown as Record<string, unknown>;
    for (const [property, part] of Object.entries(parts)) {
      if (isNone(part)) continue;
      values[property] = part;
      if (Array.isArray(part)) for (const [index, each] of part.entries()) contain(node, each, property, index);
      else contain(node, part, property, undefined);
    }
    // what a node has none of comes last, as in Langium's trees
    for (const [property, part] of Object.entries(parts))
      if (part !== undefined && isNone(part)) values[property] = part;
    const mutable = node as { -readonly [K in keyof AstNode]: AstNode[K] };
    mutable.$cstNode = new PlainNode(this.root, node, start, this.words.behind);
    return node;
  }
}

function isNone(part: unknown): boolean {
  return part === undefined || part === false || (Array.isArray(part) && part.length === 0);
}

function contain(container: AstNode, part: unknown, property: string, index: number | undefined): void {
  if (typeof part !== 'object' || part === null) return;
  const child = part as { -readonly [K in keyof AstNode]: AstNode[K] };
  child.$container = container;
  child.$containerProperty = property;
  if (index !== undefined) child.$containerIndex = index;
}
