import type { Fix } from '../diagnostic';

/** What somebody meant who writes as in another language. */
export interface SyntaxHint {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

interface Habit {
  /** What stands before the place at which the parser gave up, up to there. */
  readonly before?: RegExp;
  /** What stands there. */
  readonly at: RegExp;
  readonly message: string;
  /** What is written in place of both. `$1` is the first group, of `before` if it has one. */
  readonly instead?: string;
}

const PATH = String.raw`[\w.:${'`'}-]+`;
const LOWER = 'Words are written in lower case here:';

const HABITS: readonly Habit[] = [
  {
    before: /(?<![\w.])if\s+$/i,
    at: /^/,
    message: 'There is no “if”: a rule says “when { … } always { … }”, a condition “not (A) or B”.',
  },
  { at: /^then\b/i, message: 'There is no “then”: what must be true stands in “always { … }”.', instead: 'always' },
  { at: /^else\b/i, message: 'There is no “else” here: what must be true otherwise is another rule’s “always { … }”.' },
  { at: /^[=-]\s*>/, message: 'There is no “=>”: write “when { A } always { B }”.' },
  { before: /[=-]\s*$/, at: /^>/, message: 'There is no “=>”: write “when { A } always { B }”.' },
  { at: /^(?:implies|iff)\b/i, message: 'There is no “implies”: write “when { A } always { B }”.' },
  { before: /(?<![\w.])unless\s+$/, at: /^\{/, message: 'There is no “unless”: write “when { not … }”.' },
  {
    before: /(?<![\w.])(?:require|assert|must|ensure|check|expect)\s+$/,
    at: /^\{/,
    message: 'What must be true stands in “always { … }”.',
    instead: 'always {',
  },
  {
    before: /(?<![\w.])(?:deny|forbid|disallow)\s+$/,
    at: /^\{/,
    message: 'What must not be stands in “never { … }”.',
    instead: 'never {',
  },
  { before: /(?<![\w.])for\s+$/, at: /^each\b/, message: 'Write “each SIGNAL as q”, without “for”.', instead: 'each' },
  {
    before: new RegExp(String.raw`(?<![\w.])each\s+(${PATH})\s+$`),
    at: new RegExp(String.raw`^in\s+(${PATH})`),
    message: 'The signal comes first: write “each SIGNAL as q”.',
    instead: 'each $2 as $1',
  },
  {
    before: /(?<![\w.])where\s*$/,
    at: /^\{/,
    message: 'The condition of “where” has no braces: write “each SIGNAL as q where q.x == 1”.',
  },
  {
    before: new RegExp(String.raw`(?<![\w.])(${PATH})\s+$`),
    at: new RegExp(String.raw`^has\s+(?:an?\s+)?(${PATH})`),
    message: '“has” is called: write “q.has(x)”.',
    instead: '$1.has($2)',
  },
  {
    before: /(?<![\w.])(exists|has|count|distinct|sum|lower|upper|length)\s+$/,
    at: new RegExp(`^(${PATH})`),
    message: 'A function’s arguments stand in brackets.',
    instead: '$1($2)',
  },
  { at: /^AND\b/, message: `${LOWER} “and”.`, instead: 'and' },
  { at: /^OR\b/, message: `${LOWER} “or”.`, instead: 'or' },
  { before: /(?<![\w.])NOT\s+$/, at: /^/, message: `${LOWER} “not”.`, instead: 'not ' },
  { at: /^(?:IN|NOT\s+IN)\b/, message: `${LOWER} “in”, “not in”.` },
  {
    at: /^not\s+(?:matches|contains|starts_with|ends_with)\b/,
    message: 'Write “not (x matches …)”: only “in” has a form with “not”.',
  },
  { at: /^is\s+not\s+null\b/i, message: 'Write “x != null”, or “exists(x)”.', instead: '!= null' },
  { at: /^is\s+null\b/i, message: 'Write “x == null”, or “not exists(x)”.', instead: '== null' },
  { at: /^is\s+not\b/i, message: 'Write “!=”.', instead: '!=' },
  { at: /^is\b/i, message: 'Write “==”.', instead: '==' },
  { at: /^i?like\b/i, message: 'There is no “like”: write “matches” and a pattern, or “glob(x, "a*")”.' },
  { at: /^between\b/i, message: 'There is no “between” for values: write “x >= 1 and x <= 3”.' },
  { before: /[!=]=$/, at: /^=/, message: 'To compare, write “==” or “!=”.' },
  { before: /<$/, at: /^>/, message: 'To compare, write “!=”.', instead: '!=' },
  {
    at: new RegExp(String.raw`^(trace)\s+(has|count)\s+(${PATH})`),
    message: 'What is asked of the trace is called: write “trace.has(x)”.',
    instead: '$1.$2($3)',
  },
  {
    before: /(?<![\w.])(?:when|always|never)\s+$/,
    at: /^[^\s{:]/,
    message: 'The condition stands in braces: write “when { … }”, “always { … }”, “never { … }”.',
  },
  { before: /\)\s*$/, at: /^where\b/, message: 'What was found is narrowed by a call: write “.where(…)”.' },
  {
    before: /(?<![\w.])(severity|controls|tags|services|message|recommend|context|when|always|never|per|each)\s*$/,
    at: /^:/,
    message: 'A clause is its word and what follows, without “:”.',
    instead: '$1',
  },
  {
    before: /(?<![\w.])(?:severity|message|recommend|title)\s*=\s*(?:"[^"\n]*"|\w+)\s*$/,
    at: /^(?=[A-Za-z}])/,
    message: 'What a rule says about itself has no “=”: write “message "…"”.',
  },
];

const BEFORE = 200;

/** What was meant at the place where the parser gave up; undefined where nothing is known. */
export function syntaxHint(text: string, offset: number): SyntaxHint | undefined {
  const before = text.slice(Math.max(0, offset - BEFORE), offset);
  const after = text.slice(offset, offset + BEFORE);
  for (const habit of HABITS) {
    const first = habit.before?.exec(before);
    const second = habit.at.exec(after);
    if (!second || (habit.before && !first)) continue;
    const start = offset - (first?.[0].length ?? 0);
    const end = Math.max(start + 1, offset + second[0].length);
    return {
      start,
      end,
      message: habit.message,
      fixes: fixesOf(habit, [...(first ?? []).slice(1), ...second.slice(1)], start, end),
    };
  }
  return undefined;
}

function fixesOf({ instead }: Habit, groups: readonly string[], start: number, end: number): Fix[] {
  if (instead === undefined) return [];
  const newText = instead.replace(/\$(\d)/g, (_, number) => groups[Number(number) - 1] ?? '');
  return [{ title: `Write ${newText.trim()}`, edits: [{ start, end, newText }] }];
}
