/** What the comment above a pack's rule says, under the four words that it must have. */
export interface RuleComment {
  readonly catches: string;
  readonly needs: string;
  readonly instrument: string;
  readonly cannotSee: string;
}

const WORDS: readonly (readonly [keyof RuleComment, RegExp])[] = [
  ['catches', /^Catches:\s*/],
  ['needs', /^Needs:\s*/],
  ['instrument', /^Instrument:\s*/],
  ['cannotSee', /^Can['’]t see:\s*/],
];

/** The parts of the comment whose last line stands right above `offset`; a part that isn't there is empty. */
export function commentAbove(text: string, offset: number): RuleComment {
  const comment = { catches: '', needs: '', instrument: '', cannotSee: '' };
  let part: keyof RuleComment | null = null;
  for (const line of linesAbove(text, offset)) {
    const word = WORDS.find(([, pattern]) => pattern.test(line));
    if (word) part = word[0];
    const said = word ? line.replace(word[1], '') : line;
    if (part !== null) comment[part] = `${comment[part]} ${said}`.trim();
  }
  return comment;
}

/** Without their slashes, first line first. */
function linesAbove(text: string, offset: number): string[] {
  const above = text.slice(0, offset).split('\n').slice(0, -1);
  const lines: string[] = [];
  for (let line = above.pop(); line?.startsWith('//'); line = above.pop()) lines.unshift(line.slice(2).trim());
  return lines;
}
