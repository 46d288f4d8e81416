/** Words that are operators or literals wherever they stand alone; every other keyword is contextual. */
export const RESERVED: ReadonlySet<string> = new Set([
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
export const NOT_BEFORE_OPERATOR = String.raw`(?![A-Za-z0-9_])(?!\s*(?:[=!<>+*)\],}?:-]|/(?![/*])|(?:in|not|and|or|as|matches|contains|starts_with|ends_with)(?![\w.:])))`;

/** What a rule id follows: the id may begin with such a word and a dash, as in `rule not-found`. */
export const NAMES_A_RULE: ReadonlySet<string> = new Set(['rule', 'exempt', 'expect']);

/** The same of `rule`, `exempt` and `expect`. */
export const NAMING_NOT_BEFORE_OPERATOR = NOT_BEFORE_OPERATOR.replace('(?![\\w.:])', '(?![\\w.:-])');

/** …and so is one straight after an operator or `as`, on the same line only: a comment's last word must not count. */
export const NOT_AFTER_OPERATOR = String.raw`(?<!(?:\?\?|[=!<>]=|[<>+*]|\b(?:as|and|not|in|matches|contains|starts_with|ends_with))[ \t]*)`;

/** One word for the parser. */
export const NOT_IN = /not[ \t\r\n]+in(?![A-Za-z0-9_.:])/;
/** It may be the last word before `}`, where any other clause word is a name. */
export const TUMBLING =
  /(?<=\d[a-zµ]+(?:\s|\/\/[^\n\r]*[\n\r]|\/\*(?:(?!\*\/)[\s\S])*\*\/)+)tumbling(?![A-Za-z0-9_.:])/;
