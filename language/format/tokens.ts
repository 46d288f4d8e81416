import { type AstNode, AstUtils } from 'langium';
import { type File, isField } from '../generated/ast';
import { type Piece, wordsAndComments } from '../parse/pieces';
import { decodeString } from '../syntax/string-literal';
import { blank, type CommentDoc, type Doc } from './doc';

export interface Token {
  readonly text: string;
  readonly offset: number;
  /** Comments on lines before the token, with the empty lines between them. */
  readonly leading: readonly Doc[];
  /** An empty line stands between those comments and the token. */
  readonly apart: boolean;
  /** Comments behind the token, on its line. */
  readonly trailing: readonly CommentDoc[];
  /** An empty line stands before the token, or before the first comment that leads to it. */
  readonly afterBlank: boolean;
}

/**
 * The tokens of a file in their order, taken one by one: a printer that takes every token once keeps the text's
 * meaning, and its comments, since each hangs on a token.
 */
export class TokenStream {
  readonly #tokens: readonly Token[];
  /** Comments after the last token, on lines of their own. */
  readonly atEnd: Token;
  #next = 0;
  #byOffset: Map<number, Token> | null = null;

  constructor(file: File, text: string) {
    const tokens = tokensOf(file, text);
    this.atEnd = tokens.pop()!;
    this.#tokens = tokens;
  }

  /** The offset of the first string without its closing quote, which would swallow what is put behind it. */
  get unclosedString(): number | null {
    return this.#tokens.find(({ text }) => text.startsWith('"') && !decodeString(text).closed)?.offset ?? null;
  }

  get done(): boolean {
    return this.#next === this.#tokens.length;
  }

  /** The first token of a node. */
  startOf(node: AstNode): Token {
    this.#byOffset ??= new Map(this.#tokens.map((token) => [token.offset, token]));
    return this.#byOffset.get(node.$cstNode!.offset) ?? this.atEnd;
  }

  /** The next token without taking it; `atEnd` after the last. */
  get peek(): Token {
    return this.#tokens[this.#next] ?? this.atEnd;
  }

  /** Takes the next token, which is known to be `expected` where that is given. */
  take(expected?: string): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined || (expected !== undefined && token.text !== expected)) {
      throw new Error(`The layout expects ${expected ?? 'a token'} where ${token?.text ?? 'the file ends'} stands.`);
    }
    return token;
  }
}

function tokensOf(file: File, text: string): Token[] {
  const tokens: Token[] = [];
  const leaves = wordsAndComments(file);
  const dropped = optionalCommas(file, leaves);
  let gap = new Gap(text, 0, true);
  for (const leaf of leaves) {
    if (leaf.hidden) {
      gap.addComment(leaf.offset, leaf.end);
      continue;
    }
    if (dropped.has(leaf.offset)) {
      gap.addNothing(leaf.offset, leaf.end);
      continue;
    }
    gap.closeInto(tokens, /^not\s+in$/.test(leaf.text) ? 'not in' : leaf.text, leaf.offset);
    gap = new Gap(text, leaf.end, false);
  }
  gap.closeInto(tokens, '', text.length);
  return tokens;
}

/** Where the commas stand that the layout leaves out or puts in: after fields, and before a closing bracket. */
function optionalCommas(file: File, leaves: readonly Piece[]): Set<number> {
  const visible = leaves.filter((leaf) => !leaf.hidden);
  const found = new Set<number>();
  visible.forEach((leaf, index) => {
    if (leaf.text === ',' && /^[\])]$/.test(visible[index + 1]?.text ?? '')) found.add(leaf.offset);
  });
  for (const field of AstUtils.streamAllContents(file).filter(isField)) {
    const end = field.$cstNode!.end;
    if (field.$cstNode!.text.endsWith(',')) found.add(end - 1);
  }
  return found;
}

/** What stands between two tokens. */
class Gap {
  readonly #text: string;
  #end: number;
  /** Still on the line of the token before. */
  #sameLine: boolean;
  #afterBlank: boolean | null = null;
  readonly #trailing: CommentDoc[] = [];
  readonly #leading: Doc[] = [];

  constructor(text: string, from: number, atStart: boolean) {
    this.#text = text;
    this.#end = from;
    this.#sameLine = !atStart;
  }

  /** A token that is left out. */
  addNothing(from: number, to: number): void {
    this.#newLinesBefore(from);
    this.#end = to;
  }

  addComment(from: number, to: number): void {
    const blanks = this.#newLinesBefore(from);
    const text = commentText(this.#text.slice(from, to));
    const endsLine = text.startsWith('//');
    if (this.#sameLine) {
      this.#trailing.push({ kind: 'comment', text, own: false, endsLine });
    } else {
      this.#lead(blanks > 1, { kind: 'comment', text, own: true, endsLine: true });
    }
    this.#end = to;
  }

  /** Ends the gap before a token: what trails goes to the token before, what leads to this one. */
  closeInto(tokens: Token[], text: string, start: number): void {
    const blanks = this.#newLinesBefore(start);
    const previous = tokens.at(-1);
    if (previous !== undefined) tokens[tokens.length - 1] = { ...previous, trailing: this.#trailing };
    const afterBlank = this.#afterBlank ?? blanks > 1;
    const apart = this.#leading.length > 0 && blanks > 1;
    tokens.push({ text, offset: start, leading: this.#leading, apart, trailing: [], afterBlank });
  }

  #lead(afterBlank: boolean, comment: CommentDoc): void {
    if (this.#afterBlank === null) this.#afterBlank = afterBlank;
    else if (afterBlank) this.#leading.push(blank);
    this.#leading.push(comment);
  }

  #newLinesBefore(offset: number): number {
    const count = this.#text.slice(this.#end, offset).match(/\r\n|\n|\r/g)?.length ?? 0;
    if (count > 0) this.#sameLine = false;
    return count;
  }
}

function commentText(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((written) => written.trimEnd())
    .join('\n');
}
