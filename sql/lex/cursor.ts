import type { Dialect } from '../dialect';
import type { Token, TokenKind } from './token';

/** A text that is being cut into tokens. Every reader moves `at` forward or leaves the text alone. */
export class Cursor {
  at = 0;
  readonly tokens: Token[] = [];
  readonly doubts: { what: string; offset: number }[] = [];
  problem: { what: string; offset: number } | undefined;
  /** Open square brackets, in which a colon is a slice. */
  brackets = 0;

  constructor(
    readonly text: string,
    readonly dialect: Dialect,
  ) {}

  char(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  looking(at: string): boolean {
    return this.text.startsWith(at, this.at);
  }

  previous(): Token | undefined {
    return this.tokens.at(-1);
  }

  /** Adds the token from `at` to `end` and moves there. */
  take(kind: TokenKind, end: number, value?: string, verbatim?: true): true {
    const text = this.text.slice(this.at, end);
    const token = { kind, value: value ?? text, text, start: this.at };
    this.tokens.push(verbatim ? { ...token, verbatim } : token);
    this.at = end;
    return true;
  }

  /** Ends the reading: what is left can't be cut into tokens. */
  fail(what: string): true {
    this.problem ??= { what, offset: this.at };
    this.at = this.text.length;
    return true;
  }

  doubt(what: string): void {
    this.doubts.push({ what, offset: this.at });
  }
}

export function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

export function startsName(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '_' || char > '\x7f';
}

export function continuesName(char: string): boolean {
  return startsName(char) || isDigit(char) || char === '$';
}

/** Where the name that begins at an offset ends. */
export function endOfName(text: string, start: number): number {
  let end = start;
  while (end < text.length && continuesName(text.charAt(end))) end++;
  return end;
}
