import { grouped } from '../syntax/grouped';

/** Larger texts are refused: nobody writes them, and the parser's memory grows with them. In UTF-16 units. */
export const MAX_RULE_FILE_LENGTH = 2_000_000;

/** Deeper nesting is refused: the parser recurses, and its stack ends at about 150 parentheses. */
export const MAX_NESTING = 64;

/** Longer names are refused; an attribute's has a few dozen characters. */
export const MAX_NAME = 1_000;

/** Longer chains are refused: what is done with a tree recurses into the left side of `a + b + …` and `a.b().c()…`. */
export const MAX_CHAIN = 400;

/** Longer declarations are refused: the parser's time grows faster than their length. */
const MAX_WORDS = 100_000;

/** More comments in a row are refused: the parser keeps them in one call's arguments. */
const MAX_COMMENTS = 10_000;

const NAME = String.raw`(?:[A-Za-z0-9_][\w:]*|${'`'}[^${'`'}\n]*${'`'})`;
const TOKEN = new RegExp(
  String.raw`\s+|"(?:\\.|[^"\\\n])*"?|//[^\n\r]*|/\*[\s\S]*?(?:\*/|$)|${NAME}(?:\.${NAME})*|[\s\S]`,
  'y',
);
const NAMES = /^[\w`]/;
const HIDDEN = /^(?:\s|\/\/|\/\*)/;
const DECLARES = /^(?:rule|signal|let|param|attribute|inherited|exempt|test|import)$/;
const PREFIXES: ReadonlySet<string> = new Set(['not', '-', '!']);
const STARTS_OPERAND = /^[\w"`]/;
const ENDS_OPERAND = /[\w)\]`"]$/;
const SEPARATOR = /^(?:[,=<>{}:!&|?]|and|or|not|in|as|matches|contains|starts_with|ends_with|where)$/;

/** What one pair of brackets holds: how high its trees are at most, and the one that is being read. */
interface Level {
  highest: number;
  chain: number;
}

/** Where a text goes beyond what the parser, and what is done with its tree, can take; null where it doesn't. */
export interface Beyond {
  readonly at: number;
  /** Of the diagnostic. */
  readonly code: string;
  readonly message: string;
}

const TOO_LONG_NAME = {
  code: 'name-too-long',
  message: `This is longer than ${MAX_NAME} characters, which no name or number is.`,
};
const TOO_MANY_WORDS = {
  code: 'declaration-too-long',
  message: `This declaration is longer than ${grouped(MAX_WORDS)} words. Split it, or load a long list from a file.`,
};
const TOO_MANY_COMMENTS = {
  code: 'too-many-comments',
  message: `More than ${grouped(MAX_COMMENTS)} comments stand here in a row.`,
};
const TOO_DEEP = {
  code: 'nesting-too-deep',
  message: `Brackets nest deeper than ${MAX_NESTING} here. Name the inner parts with let or signal.`,
};
const TOO_LONG = {
  code: 'chain-too-long',
  message: `This chain is longer than ${MAX_CHAIN} steps. Name parts of it with let or signal.`,
};

/**
 * The first place at which one of the bounds is passed: brackets, or `not` and `-` before one operand, nest deeper than `MAX_NESTING`, or at which a
 * chain of calls or arithmetic makes a tree higher than `MAX_CHAIN`, brackets inside counted in, or …
 */
export function beyondBounds(text: string): Beyond | null {
  const levels: Level[] = [{ highest: 0, chain: 0 }];
  let previous = '';
  let prefixes = 0;
  let words = 0;
  let comments = 0;
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)![0];
    if (HIDDEN.test(token)) {
      if (token.startsWith('/') && ++comments > MAX_COMMENTS) return { at, ...TOO_MANY_COMMENTS };
    } else {
      comments = 0;
      words = levels.length === 1 && DECLARES.test(token) ? 0 : words + 1;
      if (words > MAX_WORDS) return { at, ...TOO_MANY_WORDS };
      prefixes = PREFIXES.has(token) ? prefixes + 1 : 0;
      step(levels, token, previous);
      if (levels.length - 1 > MAX_NESTING || prefixes > MAX_NESTING) return { at, ...TOO_DEEP };
      if (levels.at(-1)!.chain > MAX_CHAIN) return { at, ...TOO_LONG };
      if (token.length > MAX_NAME && NAMES.test(token)) return { at, ...TOO_LONG_NAME };
      previous = token;
    }
    at += token.length;
  }
  return null;
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
