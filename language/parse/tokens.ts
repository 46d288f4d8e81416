import type { TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST } from 'langium';

/** Words that are operators or literals wherever they stand alone; every other keyword is contextual. */
const RESERVED = new Set([
  'and',
  'or',
  'not',
  'in',
  'as',
  'true',
  'false',
  'null',
  'where',
  'matches',
  'contains',
  'starts_with',
  'ends_with',
]);

/** A clause word followed by an operator, a closer or nothing is a name: `message == "x"`, `where(status)`. */
const NOT_BEFORE_OPERATOR = String.raw`(?![A-Za-z0-9_])(?!\s*(?:[=!<>+*)\],}?:-]|/(?![/*])|(?:in|not|and|or|as|matches|contains|starts_with|ends_with)(?![\w.:])))`;

/** What a rule id follows: the id may begin with such a word and a dash, as in `rule not-found`. */
const NAMES_A_RULE = new Set(['rule', 'exempt', 'expect']);

/** …and so is one straight after an operator or `as`, on the same line only: a comment's last word must not count. */
const NOT_AFTER_OPERATOR = String.raw`(?<!(?:\?\?|[=!<>]=|[<>+*]|\b(?:as|and|not|in|matches|contains|starts_with|ends_with))[ \t]*)`;

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
      token.PATTERN = /not[ \t\r\n]+in(?![A-Za-z0-9_.:])/;
      token.LINE_BREAKS = true;
    } else if (keyword.value === 'tumbling') {
      // it may be the last word before `}`, where any other clause word is a name
      token.PATTERN = /(?<=\d[a-zµ]+(?:\s|\/\/[^\n\r]*[\n\r]|\/\*(?:(?!\*\/)[\s\S])*\*\/)+)tumbling(?![A-Za-z0-9_.:])/;
      token.LINE_BREAKS = false;
    } else if (RESERVED.has(keyword.value)) {
      // a rule id may begin with one: `rule orders-filtered`, `rule in-memory`
      const ruleId = terminals.find(({ name }) => name === 'RULE_ID')!;
      token.LONGER_ALT = [ruleId, ...[token.LONGER_ALT ?? []].flat()];
    } else if (/^[a-z]/.test(keyword.value)) {
      const next = NAMES_A_RULE.has(keyword.value)
        ? NOT_BEFORE_OPERATOR.replace('(?![\\w.:])', '(?![\\w.:-])')
        : NOT_BEFORE_OPERATOR;
      token.PATTERN = new RegExp(NOT_AFTER_OPERATOR + keyword.value + next);
      token.LINE_BREAKS = false;
    }
    return token;
  }
}
