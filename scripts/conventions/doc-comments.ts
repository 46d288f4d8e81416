/** One `declare const` of a declaration file with the comment above it. */
export interface Declared {
  readonly constant: string;
  /** The comment's paragraphs before its first tag, each on one line. */
  readonly paragraphs: readonly string[];
  /** Tag name and text, in order. */
  readonly tags: readonly (readonly [name: string, text: string])[];
}

const DECLARATION = /\/\*\*((?:(?!\*\/).)*)\*\/\s*declare const (\w+):/gs;

export function declarationsIn(source: string): Declared[] {
  return [...source.matchAll(DECLARATION)].map(([, comment, constant]) => ({
    constant: constant!,
    ...parse(comment!),
  }));
}

function parse(comment: string): Omit<Declared, 'constant'> {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const firstTag = lines.findIndex((line) => line.startsWith('@'));
  const text = firstTag < 0 ? lines : lines.slice(0, firstTag);
  const tags: [string, string][] = [];
  for (const line of firstTag < 0 ? [] : lines.slice(firstTag)) {
    const tag = /^@(\w+) ?(.*)$/.exec(line);
    if (tag !== null) tags.push([tag[1]!, tag[2]!]);
    else if (tags.length > 0) tags.at(-1)![1] = `${tags.at(-1)![1]}\n${line}`.trimEnd();
  }
  const paragraphs = text
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
  return { paragraphs, tags };
}

/** Markdown links become their text; at most `limit` characters, cut after a whole sentence where one fits. */
export function plainBrief(text: string, limit: number): string {
  const plain = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= limit) return plain;
  const sentence = plain.slice(0, limit).match(/^.*[.!?](?= )/);
  return sentence !== null ? sentence[0] : `${plain.slice(0, plain.lastIndexOf(' ', limit - 1))} …`;
}
