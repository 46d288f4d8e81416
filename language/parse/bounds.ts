/** Larger texts are refused: nobody writes them, and the parser's memory grows with them. In UTF-16 units. */
export const MAX_RULE_FILE_LENGTH = 2_000_000;

/** Deeper nesting is refused: the parser recurses, and its stack ends at about 150 parentheses. */
export const MAX_NESTING = 64;

const SKIPPED = /"(?:\\.|[^"\\\n])*"?|`[^`\n]*`|\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const PREFIX = /(?:not(?![\w.:])|[-!])/y;

/** The offset at which brackets, or `not` and `-` before one operand, nest deeper than `MAX_NESTING`; else -1. */
export function tooDeepAt(text: string): number {
  let depth = 0;
  let prefixes = 0;
  for (let at = 0; at < text.length; ) {
    const skipped = matchAt(SKIPPED, text, at);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const char = text[at]!;
    const prefix = matchAt(PREFIX, text, at);
    if (prefix > 0) prefixes++;
    else if (/\S/.test(char)) prefixes = 0;
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING || prefixes > MAX_NESTING) return at;
    at += Math.max(1, prefix);
  }
  return -1;
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
