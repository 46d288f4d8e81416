import type { Node } from 'libpg-query';
import { cutBy } from './cut';
import type { Dialect } from './dialect';
import { lex } from './lex/lex';
import { isWord, type Token } from './lex/token';
import { MAX_TEXT } from './limits';
import type { SqlParser } from './parser';
import { type Emitted, emit } from './translate/emit';
import type { Translation } from './translate/statement';
import { translate } from './translate/translate';

/** Something that keeps an answer from being certain, and where. `offset` counts UTF-16 code units. */
export interface Doubt {
  readonly what: string;
  readonly offset: number;
}

/** One statement of a batch. */
export interface Statement {
  /** As written. */
  readonly tokens: readonly Token[];
  /** Undefined where it doesn't parse; `problem` then says why. */
  readonly tree: Node | undefined;
  readonly problem: Doubt | undefined;
  readonly emitted: Emitted;
  readonly translation: Translation;
}

/** A text, parsed. `problem` is about the whole text: then there may be statements all the same. */
export interface Batch {
  readonly text: string;
  readonly dialect: Dialect;
  readonly statements: readonly Statement[];
  readonly problem: Doubt | undefined;
  readonly doubts: readonly Doubt[];
}

/** Cuts a text into statements and parses each. Never throws. */
export function parseBatch(parser: SqlParser, text: string, dialect: Dialect): Batch {
  if (text.length > MAX_TEXT) {
    const problem = { what: `the text is longer than ${MAX_TEXT} characters`, offset: 0 };
    return { text, dialect, statements: [], problem, doubts: [] };
  }
  const { tokens, problem, doubts } = lex(text, dialect);
  const cut = cutBy(text);
  const all = cut === undefined ? doubts : [...doubts, { what: cut, offset: text.length }];
  if (problem) return { text, dialect, statements: [], problem, doubts: all };
  return { text, dialect, statements: statementsOf(parser, tokens, dialect), problem: undefined, doubts: all };
}

function statementsOf(parser: SqlParser, tokens: readonly Token[], dialect: Dialect): Statement[] {
  return split(counted(tokens)).map((part) => parseStatement(parser, part, dialect));
}

/** Gives each nameless placeholder its index in the text, before a translation moves it. */
function counted(tokens: readonly Token[]): Token[] {
  let index = 0;
  return tokens.map((token) =>
    token.kind === 'parameter' && token.value === '#?' ? { ...token, value: `#${index++}` } : token,
  );
}

/** At semicolons. The body of a routine has its own, so that a definition takes the rest of the text. */
function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [];
  let part: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'punctuation' && token.value === ';' && !isRoutine(part)) {
      if (part.length > 0) parts.push(part);
      part = [];
    } else part.push(token);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function isRoutine(part: readonly Token[]): boolean {
  return (
    isWord(part[0], 'create') &&
    part.slice(1, 6).some((token) => isWord(token, 'function', 'procedure', 'trigger')) &&
    part.some((token) => isWord(token, 'begin'))
  );
}

function parseStatement(parser: SqlParser, tokens: readonly Token[], dialect: Dialect): Statement {
  const translation: Translation = { dialect, doubts: [] };
  const emitted = emit(translate(tokens, translation));
  const base = { tokens, emitted, translation };
  if (translation.problem) return { ...base, tree: undefined, problem: translation.problem };
  const parsed = parser.parse(emitted.text);
  if ('problem' in parsed) {
    const problem = { what: parsed.problem, offset: emitted.offsetOf(parsed.offset) };
    return { ...base, tree: undefined, problem };
  }
  const [first, ...more] = parsed.tree.stmts ?? [];
  if (first?.stmt && more.length === 0) return { ...base, tree: first.stmt, problem: undefined };
  return { ...base, tree: undefined, problem: { what: 'no statement', offset: tokens[0]?.start ?? 0 } };
}
