/** Longer chains are refused: what is done with a tree recurses into the left side of `a + b + …` and `a.b().c()…`. */
export const MAX_CHAIN = 400;

const NAME = String.raw`(?:[A-Za-z0-9_][\w:]*|${'`'}[^${'`'}\n]*${'`'})`;
const TOKEN = new RegExp(
  String.raw`\s+|"(?:\\.|[^"\\\n])*"?|//[^\n\r]*|/\*[\s\S]*?(?:\*/|$)|${NAME}(?:\.${NAME})*|[\s\S]`,
  'y',
);
const HIDDEN = /^(?:\s|\/\/|\/\*)/;
const STARTS_OPERAND = /^[\w"`]/;
const ENDS_OPERAND = /[\w)\]`"]$/;
const SEPARATOR = /^(?:[,=<>{}:!&|?]|and|or|not|in|as|matches|contains|starts_with|ends_with|where)$/;

/** What one pair of brackets holds: how high its trees are at most, and the one that is being read. */
interface Level {
  highest: number;
  chain: number;
}

/**
 * The offset at which a chain of calls or arithmetic makes a tree higher than `MAX_CHAIN`, brackets inside counted
 * in; else -1.
 */
export function tooLongAt(text: string): number {
  const levels: Level[] = [{ highest: 0, chain: 0 }];
  let previous = '';
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)![0];
    if (!HIDDEN.test(token)) {
      step(levels, token, previous);
      if (levels.at(-1)!.chain > MAX_CHAIN) return at;
      previous = token;
    }
    at += token.length;
  }
  return -1;
}

function step(levels: Level[], token: string, previous: string): void {
  const level = levels.at(-1)!;
  const afterOperand = ENDS_OPERAND.test(previous);
  if (token === '(' || token === '[') {
    // a call or an index, where something stands before it
    if (afterOperand) level.chain++;
    levels.push({ highest: 0, chain: 0 });
  } else if (token === '{') {
    levels.push({ highest: 0, chain: 0 });
  } else if (token === ')' || token === ']' || token === '}') {
    close(levels, token === '}');
  } else if ((previous !== '.' && SEPARATOR.test(token)) || (afterOperand && STARTS_OPERAND.test(token))) {
    // two operands without an operator between them: another expression begins
    level.highest = Math.max(level.highest, level.chain);
    level.chain = 0;
  } else if (/^[-+*/%.]$/.test(token)) {
    level.chain++;
  }
}

function close(levels: Level[], isBlock: boolean): void {
  const { highest, chain } = levels.at(-1)!;
  if (levels.length > 1) levels.pop();
  const outer = levels.at(-1)!;
  outer.chain = isBlock ? 0 : Math.max(outer.chain, highest + 1, chain + 1);
}
