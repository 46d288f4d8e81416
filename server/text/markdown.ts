/**
 * Text from traces inside Markdown: as code, so that nothing in it is a link, an image or HTML; control characters shown,
 * long text cut.
 */
export function markdownText(text: string): string {
  const shown = printable(text, 200);
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** One line without control characters or ones that turn the direction of writing; cut to `limit` characters. */
export function printable(text: string, limit: number): string {
  const shown = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (char) => ESCAPES[char] ?? '\uFFFD');
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Prose from traces, such as a rule's message: every character that means something in Markdown is escaped. */
export function markdownProse(text: string): string {
  return printable(text, 2_000).replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}
