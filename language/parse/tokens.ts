import type { TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST } from 'langium';
import {
  NAMES_A_RULE,
  NAMING_NOT_BEFORE_OPERATOR,
  NOT_AFTER_OPERATOR,
  NOT_BEFORE_OPERATOR,
  NOT_IN,
  RESERVED,
  TUMBLING,
} from './word-patterns';

/** What a terminal's pattern allows, as its analysis finds it: that takes long, and it is the same at every start. */
interface Analysed {
  /** The characters that a match may start with. */
  readonly starts: string;
  /** Whether there may be the end of a line in it. */
  readonly breaks: boolean;
}

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const SPACES =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const NUMERIC: Analysed = { starts: DIGITS, breaks: false };

const TERMINALS: Readonly<Record<string, Analysed>> = {
  WS: { starts: SPACES, breaks: true },
  LINE_COMMENT: { starts: '/', breaks: false },
  BLOCK_COMMENT: { starts: '/', breaks: true },
  RULE_ID: { starts: LETTERS, breaks: false },
  PATH: { starts: `${LETTERS}\``, breaks: false },
  DATE: NUMERIC,
  DURATION: NUMERIC,
  SIZE: NUMERIC,
  NUMBER: NUMERIC,
  STRING: { starts: '"', breaks: false },
};

/**
 * Makes clause words contextual: `message`, `context`, `per`, `span` … are keywords only where what
 * stands around them makes them one, so attributes may have those names.
 */
export class ContextualTokenBuilder extends DefaultTokenBuilder {
  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminals: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    const token = super.buildKeywordToken(keyword, terminals, caseInsensitive);
    if (keyword.value === 'not in') {
      token.PATTERN = NOT_IN;
      token.LINE_BREAKS = true;
    } else if (keyword.value === 'tumbling') {
      // it may be the last word before `}`, where any other clause word is a name
      token.PATTERN = TUMBLING;
      token.LINE_BREAKS = false;
    } else if (RESERVED.has(keyword.value)) {
      // a rule id may begin with one: `rule orders-filtered`, `rule in-memory`
      const ruleId = terminals.find(({ name }) => name === 'RULE_ID')!;
      token.LONGER_ALT = [ruleId, ...[token.LONGER_ALT ?? []].flat()];
    } else if (/^[a-z]/.test(keyword.value)) {
      const next = NAMES_A_RULE.has(keyword.value) ? NAMING_NOT_BEFORE_OPERATOR : NOT_BEFORE_OPERATOR;
      token.PATTERN = new RegExp(NOT_AFTER_OPERATOR + keyword.value + next);
      token.LINE_BREAKS = false;
    }
    token.LINE_BREAKS ??= false;
    token.START_CHARS_HINT = [keyword.value[0]!];
    return token;
  }

  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
    const token = super.buildTerminalToken(terminal);
    const analysed = TERMINALS[terminal.name];
    if (analysed) {
      token.START_CHARS_HINT = [...analysed.starts];
      token.LINE_BREAKS = analysed.breaks;
    }
    return token;
  }

  /** Where a keyword may be the beginning of something longer; the general way analyses every terminal for every keyword. */
  protected override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
    const longer = /^\w+$/.test(keyword.value)
      ? ['PATH']
      : keyword.value === '/'
        ? ['LINE_COMMENT', 'BLOCK_COMMENT']
        : [];
    return terminals.filter(({ name }) => longer.includes(name));
  }
}
