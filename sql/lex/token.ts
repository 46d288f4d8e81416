export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator' | 'punctuation';

/** A token of any dialect, as PostgreSQL is to read it. */
export interface Token {
  readonly kind: TokenKind;
  /**
   * word: lower case; quoted: the identifier; string: its value; parameter: its key; else as written. A string
   * with `verbatim` is passed on as written.
   */
  readonly value: string;
  readonly verbatim?: true;
  /** As written. */
  readonly text: string;
  /** UTF-16 offset of the first character in the text. */
  readonly start: number;
}

/** A text's tokens, or why it has none, and what in it may be read in two ways. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly problem: { readonly what: string; readonly offset: number } | undefined;
  readonly doubts: readonly { readonly what: string; readonly offset: number }[];
}

export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token?.kind === 'word' && words.includes(token.value);
}

export function isMark(token: Token | undefined, mark: string): boolean {
  return (token?.kind === 'punctuation' || token?.kind === 'operator') && token.value === mark;
}

/** Words after which an expression begins, and which are thus no operand themselves. */
const BEFORE_OPERAND: ReadonlySet<string> = new Set(
  `select where and or not in like ilike between limit offset by set values value when then else case on having returning
   is fetch first next escape interval date time timestamp any all some distinct from using top array exists union
   intersect except minus similar to with into join regexp rlike glob match div mod xor binary as over filter row rows
   only for skip`.split(/\s+/),
);

/** Whether an operator, not an operand, is to be expected after this token. */
export function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'punctuation') return token.value === ')' || token.value === ']';
  if (token.kind === 'word') return !BEFORE_OPERAND.has(token.value);
  return token.kind !== 'operator';
}
