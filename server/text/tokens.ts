/**
 * Tokens of rule text that may be unfinished anywhere: what completion and hover go by, where the parser's tree
 * has nothing yet. Coarser than the grammar: keywords are words like any other.
 */
export interface Token {
  readonly kind: 'comment' | 'string' | 'word' | 'number' | 'symbol';
  readonly start: number;
  /** Not included. */
  readonly end: number;
  readonly text: string;
  /** False for a string or comment that the text ends in, or whose line does. */
  readonly closed: boolean;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['comment', /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /"(?:\\.|[^"\\\n])*(?:"|\\?)/y],
  // a dotted path, as far as it is typed: `span:`, `q.` and an open back quote too
  [
    'word',
    /(?:`[^`\n]*`?|[A-Za-z_][A-Za-z0-9_]*)(?::(?=[A-Za-z])[A-Za-z]+|(?<=\b(?:span|event|trace|link)):)?(?:\.(?:`[^`\n]*`?|[A-Za-z0-9_]+(?::[A-Za-z]*)?)?)*/y,
  ],
  ['number', /\d[A-Za-z0-9_.:µ+-]*/y],
  ['symbol', /==|!=|<=|>=|=~|!~|&&|\|\||\?\?|[^\s]/y],
];

/** Every token, comments too; blanks are between them. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token) tokens.push(token);
    at = token?.end ?? at + 1;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match) return { kind, start: at, end: at + match.length, text: match, closed: isClosed(kind, match) };
  }
  return undefined;
}

function isClosed(kind: Token['kind'], text: string): boolean {
  if (kind === 'comment') return text.startsWith('/*') && text.length > 3 && text.endsWith('*/');
  if (kind !== 'string') return true;
  const backslashes = /\\*(?="$)/.exec(text)?.[0].length ?? 0;
  return text.length > 1 && text.endsWith('"') && backslashes % 2 === 0;
}
