import type { Dialect } from '../dialect';
import type { Token, TokenKind } from '../lex/token';

/** One statement of a batch while its tokens are turned into PostgreSQL's. */
export interface Translation {
  readonly dialect: Dialect;
  /** Set by a pass that meets what it can't translate: the statement is then unknown. */
  problem?: { what: string; offset: number };
  /** What can be read in two ways: the answer is then never `true`. */
  readonly doubts: { what: string; offset: number }[];
  /** A row that is already there may be written instead of the one inserted: REPLACE, ON DUPLICATE KEY. */
  upsert?: { what: string; offset: number };
  /** The LIMIT of an UPDATE or DELETE, which PostgreSQL doesn't have. */
  limit?: Token;
}

/** A function call of this name stands for T-SQL's TOP, so that the analyser still sees a limit there. */
export const TOP_MARK = '\u0001top';

/** The target of MySQL's UPDATE of several tables, which are all in its FROM. */
export const MULTIPLE_MARK = '\u0001several';

/** A token that isn't in the text, placed where another is. */
export function made(kind: TokenKind, value: string, beside: Token): Token {
  return { kind, value, text: value, start: beside.start };
}

export function madeWord(word: string, beside: Token): Token {
  return made('word', word, beside);
}

/** The index after the parenthesis that closes the one at `open`; the end where none does. */
export function afterParentheses(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { kind, value } = tokens[at]!;
    if (kind !== 'punctuation') continue;
    if (value === '(') depth++;
    if (value === ')' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** The first index from `start` at which a test holds outside of parentheses, or -1. */
export function findOutside(
  tokens: readonly Token[],
  start: number,
  test: (token: Token, at: number) => boolean,
): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (depth === 0 && test(token, at)) return at;
    if (token.kind !== 'punctuation') continue;
    if (token.value === '(') depth++;
    if (token.value === ')' && --depth < 0) return -1;
  }
  return -1;
}

/** Splits at the commas outside of parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'punctuation') {
      if (token.value === '(') depth++;
      if (token.value === ')') depth--;
      if (token.value === ',' && depth === 0) {
        parts.push([]);
        continue;
      }
    }
    parts.at(-1)!.push(token);
  }
  return parts;
}
